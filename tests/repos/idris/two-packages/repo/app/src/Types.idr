module Types
