> module Types where
