include $(TOP)/mk/flags.mk
