import Core
import Core.Data
