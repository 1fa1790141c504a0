theory Bits imports Main begin end
