rule token = parse eof { Parser.EOF }
