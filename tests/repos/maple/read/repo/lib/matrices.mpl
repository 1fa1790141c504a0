$include "macros.mi"
$include <linalg.mm>
Matrices := module() export det; end module:
