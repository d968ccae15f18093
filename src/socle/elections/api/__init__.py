"""Elections for programs: what anyone may read."""

from socle.elections.api.operations import router

__all__ = ["router"]
