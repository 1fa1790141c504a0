import numpy
import pkg.missing
from pkg.gone import X
from requests.adapters import HTTPAdapter
from ..beyond import y
import nowhere.a
from adapters import z
