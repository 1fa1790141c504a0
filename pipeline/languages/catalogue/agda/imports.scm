(source_file (module (module_name (qid) @package)))
; with open, public, using and renaming around it
(import (module_name (qid) @module)) @import
