include "types.thrift"
service Billing { types.Money total() }
