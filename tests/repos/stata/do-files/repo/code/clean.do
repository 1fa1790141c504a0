use raw, clear
