module rooms
sig Vault {}
