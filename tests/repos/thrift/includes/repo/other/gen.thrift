include "gone.thrift"
include "types.thrift"
