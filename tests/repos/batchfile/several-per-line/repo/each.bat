@echo %1
