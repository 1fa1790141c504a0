module Core.Types where
data Item = Item
