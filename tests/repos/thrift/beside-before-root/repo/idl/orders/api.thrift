include "base.thrift"
include "users/base.thrift"
