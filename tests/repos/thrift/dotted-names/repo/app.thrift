namespace cpp tutorial
namespace py shared.v1
include "shared.v1.thrift"
struct App { 1: shared.v1.New new, 2: tutorial.Unasked none }
