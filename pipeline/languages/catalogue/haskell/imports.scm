(header module: (module) @package)
((import module: (module) @module) @import
  (#not-match? @import "^import\\s+\\{-#\\s*SOURCE"))

; import {-# SOURCE #-} A leads to A.hs-boot
((import module: (module) @module) @import
  (#match? @import "^import\\s+\\{-#\\s*SOURCE")
  (#set! style "boot"))

; #include "defs.h" of files that CPP reads
((cpp) @module
  (#match? @module "^#\\s*include\\b")
  (#set! each "^#\\s*include\\s*\"([^\"\n]+)\"")
  (#set! style "include"))
; the grammar leaves what stands between #else and #endif whole
((cpp) @module
  (#match? @module "^#\\s*(else|elif)\\b")
  (#set! each "(?m)^import\\s+(?:safe\\s+)?(?:qualified\\s+)?(?:\"[^\"\n]{0,100}\"\\s+)?([A-Z][\\w.']*)"))
