with Inner;
procedure Run_Inner is begin null; end Run_Inner;
