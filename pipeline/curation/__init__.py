"""The one pass over a repository: files in, ledger rows, dependencies and ordered documents out."""
