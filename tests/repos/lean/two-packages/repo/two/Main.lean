import Util.List
import Util.Tree
