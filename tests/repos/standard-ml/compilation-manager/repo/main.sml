structure Main = struct open Parse val n = parse "x" end
