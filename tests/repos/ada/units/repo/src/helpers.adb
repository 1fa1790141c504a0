procedure Helpers is
begin
   null;
end Helpers;
