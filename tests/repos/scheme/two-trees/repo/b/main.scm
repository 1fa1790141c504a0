(import (scheme base) (text wrap))
