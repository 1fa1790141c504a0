namespace Tools.Net
open Tools
type Http() =
    member _.Get r = Result.get r
