"""Cases: what was done somewhere, told so that others do it too.

Stands on: texts. Its one law: every change is watched and can be taken back.
"""
