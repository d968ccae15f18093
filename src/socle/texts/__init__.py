"""Texts that people adopt and make their own.

Stands on: groups. Its one law: a published revision never changes.
"""
