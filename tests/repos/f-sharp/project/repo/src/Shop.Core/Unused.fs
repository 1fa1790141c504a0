module Shop.Core.Unused
let nothing = ()
