Get["lib/tools.m"]
Get[FileNameJoin[{DirectoryName[$InputFileName], "more.m"}]];
<< data.m
<<"lib/strings.wl"
Get["/usr/share/none.m"]
x = 1 << 2;
