lexer grammar CalcLexer;
// import Unused;
NUMBER : [0-9]+ ;
QUOTE : ["'] ;
STAR : '*' ; SLASH : '/' ;
NEWLINE : '\r'? '\n' ;
