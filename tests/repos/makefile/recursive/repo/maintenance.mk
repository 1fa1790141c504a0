purge: ; @true
