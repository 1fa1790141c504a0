module Shown where
