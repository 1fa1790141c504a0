module Unused where
