"""Pages that bring rooms together: home, my commune, who decides what, search.

The only room that may see all. Its one law: no tables.
"""
