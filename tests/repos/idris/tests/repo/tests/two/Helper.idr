module Helper
import Prelude
