int isalpha(int c);
