module Server where
import Core
import Util
