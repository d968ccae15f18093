"""What a line of the ledger is, and whether lines hold together.

Nothing here asks for a database or for Django: whoever checks a file needs neither.
"""
