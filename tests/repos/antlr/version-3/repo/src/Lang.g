grammar Lang;
options { output = AST; }
tokens { PLUS = '+'; }
start : 'x' PLUS^ 'y' ;
