with Unused;
separate (Stack)
procedure Push (X : Items.Item) is
begin
   null;
end Push;
