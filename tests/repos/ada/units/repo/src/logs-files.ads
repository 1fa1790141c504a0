limited with Stack;
private package Logs.Files is
   procedure Write;
end Logs.Files;
