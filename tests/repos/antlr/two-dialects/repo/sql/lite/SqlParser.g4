parser grammar SqlParser;
// its vocabulary is generated
options { tokenVocab = SqlLexer; }
root : SELECT ;
