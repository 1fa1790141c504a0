set b 1
