with Ada.Containers;
with Items;
package Stack is
   procedure Push (X : Items.Item);
end Stack;
