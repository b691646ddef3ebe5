"""What is below the ledger and the service's own records: connections, dialects, guards, migrations."""
