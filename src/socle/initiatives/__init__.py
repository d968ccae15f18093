"""What citizens already do: who, where, what, and when it was last confirmed. Not built yet.

Stands on: groups. Its one law: what nobody confirms fades.
"""
