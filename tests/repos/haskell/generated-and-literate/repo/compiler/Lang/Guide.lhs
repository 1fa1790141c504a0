> module Lang.Guide where
