with Outer;
--  with Other;
procedure User is
   package G is new Outer.Gen;
   use Outer.Inner;
   S : String := "with Other;";
begin
   null;
end User;
