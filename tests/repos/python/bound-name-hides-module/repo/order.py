from shop import stock
