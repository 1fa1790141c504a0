module Unused
