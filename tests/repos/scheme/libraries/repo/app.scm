; (import (maths unused))
#;(import (maths unused))
(import (scheme write) (maths vector))
(load "setup.scm")
