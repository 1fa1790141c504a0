include config.mk
%.o: %.c
	$(CC) -c $<
