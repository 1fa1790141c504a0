parser grammar Literals;
literal : INT ;
TEXT : 'import CommonLexer;' ;
