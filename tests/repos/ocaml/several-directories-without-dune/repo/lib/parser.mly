%token EOF
%%
