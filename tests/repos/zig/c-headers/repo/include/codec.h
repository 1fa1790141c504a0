int decode(void);
