"""Elections, contests, lists, candidacies and mandates. Not built yet.

Stands on: groups. Its one law: all lists of a contest are shown, in ballot order, by the same rule.
"""
