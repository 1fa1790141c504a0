const c = @cImport({
    @cDefine("SMALL", "1");
    @cInclude("stdio.h");
    @cInclude("codec.h");
    // @cInclude("old.h");
    @cInclude("shim.h");
});
