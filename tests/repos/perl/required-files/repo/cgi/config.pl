{ port => 80 };
