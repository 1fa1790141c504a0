module Proofs.Old where
