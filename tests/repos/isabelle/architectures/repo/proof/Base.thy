theory Base
  imports Pure
  abbrevs "=>" = "x"
begin
end
