lexer grammar Basics;
ID : [a-z]+ ;
