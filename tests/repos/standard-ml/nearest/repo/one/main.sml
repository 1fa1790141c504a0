structure Main = struct val a = Table.find 1 end
