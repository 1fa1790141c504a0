module Lang.Value where
import Lang.Guide
