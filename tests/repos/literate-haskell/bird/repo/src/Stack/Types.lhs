> module Stack.Types where
