lexer grammar CommonLexer;
INT : [0-9]+ ;
