"""Facts, never overwritten: stores of dated facts, their importers and the starter ledger."""
