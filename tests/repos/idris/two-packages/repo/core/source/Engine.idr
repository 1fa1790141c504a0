module Engine
import Types
