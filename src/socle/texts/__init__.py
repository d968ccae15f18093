"""Texts that people adopt and make their own. Not built yet.

Stands on: groups. Its one law: a published revision never changes.
"""
