> module Sort.Proofs
