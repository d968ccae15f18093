"""Everything that changes what the foundation keeps: stamps, outgoing mail, the search index."""
