module Types where
import Game.Board.Missing
