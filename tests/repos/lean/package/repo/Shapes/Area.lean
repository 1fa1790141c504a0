public import Shapes.Basic
meta import Shapes.Tactic.Simp
public meta import all Shapes.«special-name»
