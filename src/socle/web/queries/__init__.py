"""What the pages that bring rooms together ask of the rooms below."""
