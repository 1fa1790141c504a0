include "../base.thrift"
struct Right { 1: base.Id id }
