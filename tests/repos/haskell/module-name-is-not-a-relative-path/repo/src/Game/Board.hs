module Game.Board where
import Types
import Data.Text (Text)
