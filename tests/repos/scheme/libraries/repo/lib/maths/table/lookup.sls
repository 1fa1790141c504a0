(library (maths table lookup) (export find) (import (rnrs) (for (maths scalar) expand)))
