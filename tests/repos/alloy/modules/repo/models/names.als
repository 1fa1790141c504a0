module models/names
--open models/checks/invariants
sig Name, Address {}
