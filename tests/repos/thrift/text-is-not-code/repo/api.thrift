// include "types.thrift"
# include "types.thrift"
/* include "types.thrift"
include "types.thrift" */
const string HELP = 'include "types.thrift"'
service Api { void ping() }
