; import "a/b.proto"; import public "c.proto";
(import path: (string) @module) @import
