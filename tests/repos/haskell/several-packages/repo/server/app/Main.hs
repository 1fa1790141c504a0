import Server
import qualified Util
main :: IO ()
main = print Util.port
