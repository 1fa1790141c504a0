return require "net.wire"
