package Other is end Other;
