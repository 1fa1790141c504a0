primitive prim (o, i);
  output o; input i;
  table 0 : 1; 1 : 0; endtable
endprimitive
