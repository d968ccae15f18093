"""Assemblies, trainings, interpellations: invitations, turnout, the door. Not built yet.

Stands on: groups. Its one law: a scan is never lost, never counted twice, never refused.
"""
