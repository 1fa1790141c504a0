from .price import price
from .tax import rate as tax
from . import stock

limit = 10
