"""What the service keeps of its own beside the ledger: one file of tables and one of queries per topic."""
