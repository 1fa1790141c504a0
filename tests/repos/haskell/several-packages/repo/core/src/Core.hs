module Core where
import Core.Types
import Util
