class Tokens extends Lexer;
options { exportVocab = Tokens; }
PLUS : '+' ;
