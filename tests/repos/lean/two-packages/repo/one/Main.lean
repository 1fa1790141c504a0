import Util.List
