with C_Lists;
with Interfaces.C;
procedure Run is begin null; end Run;
