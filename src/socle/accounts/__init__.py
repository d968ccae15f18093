"""People who sign in, what they consented to, and the journal of who did what.

Stands on: foundation. Its one law: an e-mail address is the only name we ask for.
"""
