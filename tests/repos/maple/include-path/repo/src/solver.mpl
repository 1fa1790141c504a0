$include "constants.mi"
read("steps.mpl");
