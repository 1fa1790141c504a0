configuration cfg of top is
  for a end for;
end configuration;
