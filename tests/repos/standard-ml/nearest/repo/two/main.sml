structure Main = struct val a = Table.find 2 handle Fail.e => NONE end
