int main(void) { return yyparse(); }
