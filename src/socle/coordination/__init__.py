"""The coalition looking after itself: decisions, documents, budget, calendar. Not built yet.

Stands on: texts, events. Its one law: one institution, one voice.
"""
