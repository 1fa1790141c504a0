char *strdup(const char *s);
