package Logs is
   Name : constant String := "with Stack;";
end Logs;
