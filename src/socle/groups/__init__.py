"""Organisations and local groups, their members, roles and delegates. Not built yet.

Stands on: territories. Its one law: one institution, one voice.
"""
