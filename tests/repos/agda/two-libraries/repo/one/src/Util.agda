module Util where
