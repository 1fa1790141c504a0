module models/checks/invariants
/* open models/unused
   open models/names */
open models/names
pred wellFormed { some Name }
