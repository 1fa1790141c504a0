theory A
imports "B"
uses "a.ML"
begin
text {* theory A imports C begin *}
end
