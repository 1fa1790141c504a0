from pkg import *
import pkg.a, pkg.b as second
