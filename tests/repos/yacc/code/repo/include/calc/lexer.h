int yylex(void);
