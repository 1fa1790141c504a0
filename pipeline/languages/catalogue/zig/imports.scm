; @import("a.zig"), @embedFile("b.bin"), @cInclude("c.h")
((SuffixExpr (BUILTINIDENTIFIER) @_call
    (FnCallArguments . (ErrorUnionExpr (SuffixExpr . (STRINGLITERALSINGLE) @module .)) .)) @import
  (#any-of? @_call "@import" "@embedFile"))
((SuffixExpr (BUILTINIDENTIFIER) @_call
    (FnCallArguments . (ErrorUnionExpr (SuffixExpr . (STRINGLITERALSINGLE) @module .)) .)) @import
  (#eq? @_call "@cInclude")
  (#set! style "c"))
