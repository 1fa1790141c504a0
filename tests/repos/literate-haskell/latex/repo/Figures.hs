module Figures (draw) where
draw = return ()
