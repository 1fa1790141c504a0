int native(void);
