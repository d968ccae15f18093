"""What candidates were asked, what they answered, what they did about it: the ledger so far.

Stands on: demands, elections, events. Its one law: the public ledger is only added to.
"""
