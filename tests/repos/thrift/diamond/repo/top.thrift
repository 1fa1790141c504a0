include "a/left.thrift"
include "b/right.thrift"
union Either { 1: left.Left left, 2: right.Right right }
