"""Levels, topics, areas and competences, for programs."""

from socle.territories.api.operations import router

__all__ = ["router"]
