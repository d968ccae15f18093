"""Cases, guides, resources, lessons and stories. Not built yet.

Stands on: texts. Its one law: every change is watched and can be taken back.
"""
