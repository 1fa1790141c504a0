lexer grammar SqlLexer;
SELECT : 'select' ;
