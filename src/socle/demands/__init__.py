"""Memorandums, demands and what each asks of each level of power. Not built yet.

Stands on: texts, library. Its one law: every demand leads back to who wrote its first line.
"""
