module Queue.Simple where
import Stack.Types
