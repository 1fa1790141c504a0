module Order
import Sort.Proofs
