include "../types.thrift"
service ShippingTwo { types.Weight total() }
