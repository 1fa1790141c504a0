include 'types.thrift'
service Shipping { types.Weight total() }
