package body log_pkg is
  procedure note(text : string) is begin end procedure;
end package body;
