"""Memorandums, demands and what each asks of each level of power.

Stands on: texts, library. Its one law: every demand leads back to who wrote its first line.
"""
