module Data.Buffer.Old where
