"""Settings, root addresses, process entry points. Its one law: it knows everyone, holds nothing."""
