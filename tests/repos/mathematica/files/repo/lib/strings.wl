trim[s_String] := StringTrim[s]
