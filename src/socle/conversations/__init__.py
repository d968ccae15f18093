"""Threads, messages, digests and moderation. Not built yet.

Stands on: groups. Its one law: a thread does not know what it is about.
"""
