"""The stamps of kept pages: what an act touches so that they are made again."""

# The stamp of pages that show lines of the ledger, or its head.
LEDGER = "ledger"
# As links in messages name what is followed: the kind, and the key of the only one there is.
LEDGER_KEY = "ledger:all"

# That of pages that show what is asked of lists, by what rule they are invited, what was tried.
ASKS = "commitments.asks"
# That of pages that show published answers: whatever changes one, or takes its words away.
ANSWERS = "commitments.answers"
# That of pages that show what became of promises.
PROMISES = "commitments.promises"
