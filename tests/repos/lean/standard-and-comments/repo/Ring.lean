/- import Ring.Old -/ import Ring.Basic
import Mathlib.Algebra.Group
import Std.Data.HashMap -- import Ring.Old
import Ring.Absent
/-
import Ring.Old
-/
def text := "import Ring.Old"
