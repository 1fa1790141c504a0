with Pong;
package body Ping is procedure Go is begin Pong.Go; end Go; end Ping;
