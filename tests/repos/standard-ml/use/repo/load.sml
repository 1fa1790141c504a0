use "lib/list.sml";
use("lib/tree.sml");
(* use "lib/unused.sml"; *)
val s = "use \"lib/unused.sml\"";
use "/opt/x.sml"; use "lib/set";
