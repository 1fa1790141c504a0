  $include <macros.mi>
Limits := module() end module:
