package Ping is procedure Go; end Ping;
