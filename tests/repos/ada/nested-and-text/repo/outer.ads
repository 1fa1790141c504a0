package Outer is
   package Inner is
      X : Integer;
   end Inner;
   generic package Gen is end Gen;
end Outer;
