module Types where
