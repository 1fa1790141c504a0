lexer grammar SqlLexer;
SELECT : 'SELECT' ;
