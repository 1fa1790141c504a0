package Alpha is
   type T is range 1 .. 2;
end Alpha;
