from shop import limit, price, tax
