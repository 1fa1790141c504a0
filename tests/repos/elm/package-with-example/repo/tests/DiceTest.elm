module DiceTest exposing (suite)
import Dice.Internal
import Expect
import Helper
