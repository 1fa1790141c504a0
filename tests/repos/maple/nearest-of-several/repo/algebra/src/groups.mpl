$include "macros.mi"
Groups := module() end module:
