"""Memorandums, demands and what groups made of them, for programs: what anyone may read."""

from socle.demands.api.operations import router

__all__ = ["router"]
