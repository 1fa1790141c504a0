parser grammar SqlParser;
options { tokenVocab = 'SqlLexer'; }
root : SELECT ;
