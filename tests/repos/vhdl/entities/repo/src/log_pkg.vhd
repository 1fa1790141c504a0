package log_pkg is
  procedure note(text : string);
end package;
