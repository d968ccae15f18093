"""Organisations and local groups, their members, roles and delegates, and the pipeline.

Stands on: territories. Its one law: one institution, one voice.
"""
