module App.Types where
