"""Elections, contests, lists, candidacies, persons, mandates and majorities.

Stands on: groups. Its one law: all lists of a contest are shown, in ballot order, by the same rule.
"""
