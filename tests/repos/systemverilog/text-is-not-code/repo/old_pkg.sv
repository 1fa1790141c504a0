package old_pkg; endpackage
