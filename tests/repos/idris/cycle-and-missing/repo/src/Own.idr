module Own
import System.File
import Own.Gone
import public Own.Even as E
