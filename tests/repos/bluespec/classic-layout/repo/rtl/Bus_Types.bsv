package Bus_Types;
endpackage
