"""Groups, for programs: what anyone may see of them, and no person."""

from socle.groups.api.operations import router

__all__ = ["router"]
