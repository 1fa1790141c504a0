theory Machine
imports
  Lib.Bits
  "Spec.State"
  "HOL-Library.Bits"
  Registers
begin
end
