; import "./A.sol"; import {B} from "a/B.sol"; import * as C from "C.sol";
(import_directive source: (_) @module) @import
