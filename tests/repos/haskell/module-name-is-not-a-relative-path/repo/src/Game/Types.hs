module Game.Types where
