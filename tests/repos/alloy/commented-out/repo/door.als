// open window
-- open window
/* open window */
/** open window **/
open lock as l
sig Door { open_window: lone Lock }
pred opened [d: Door] { some d.open_window }
fact { "open window" in String }
