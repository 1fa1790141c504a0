package Pong is procedure Go; end Pong;
