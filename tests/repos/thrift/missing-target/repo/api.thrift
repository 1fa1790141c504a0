include "share/fb303/if/fb303.thrift"
include "gen.thrift"
cpp_include "<unordered_map>"
service Api extends fb303.Base {}
