int not_meant(void);
