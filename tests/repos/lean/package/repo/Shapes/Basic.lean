import Lean.Elab.Command
import Mathlib.Data.Real.Basic

/-! import Shapes.Unused
/- nested -/ import Shapes.Unused -/
--import Shapes.Unused
def text := "
import Shapes.Unused
"
def quote := '"'
