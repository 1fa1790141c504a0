let () = Ast.dump (Lexer.token Parser.main)
