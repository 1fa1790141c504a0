with GNAT.OS_Lib;
procedure Helpers;
