with Ada.Text_IO; use Ada.Text_IO;
with Logs.Files,
     Helpers;
package body Stack is
   procedure Push (X : Items.Item) is separate;
   --  with Unused;
end Stack;
