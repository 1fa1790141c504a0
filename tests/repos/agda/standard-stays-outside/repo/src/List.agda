module List where
