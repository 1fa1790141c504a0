include "shared.thrift"
include 'common/types.thrift'
cpp_include "native.h"
cpp_include <vector>
# include "unused.thrift"
namespace java example // include "unused.thrift"
service S extends shared.Base {
  string f(1: string a = 'include "unused.thrift"')
}
