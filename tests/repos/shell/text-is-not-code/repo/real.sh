echo real
