grammar Other;
start : 'z' ;
