"""Texts, for programs: what was published of those anyone may read, and no person."""

from socle.texts.api.operations import router

__all__ = ["router"]
