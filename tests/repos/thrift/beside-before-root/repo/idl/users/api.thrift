include "base.thrift"
include "base/errors.thrift"
