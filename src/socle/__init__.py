"""Socle: citizens' organisations weigh on an election together without becoming a party."""
