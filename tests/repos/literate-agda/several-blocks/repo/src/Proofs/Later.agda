module Proofs.Later where
