with Ping;
package body Pong is procedure Go is begin Ping.Go; end Go; end Pong;
