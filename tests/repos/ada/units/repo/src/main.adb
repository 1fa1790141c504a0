with STACK;
procedure Main is
begin
   Stack.Push (1);
end Main;
