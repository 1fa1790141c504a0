lexer grammar CalcLexer;
A : 'a' ;
