include "types.thrift"
