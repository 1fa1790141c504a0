(require 'one)
(require 'util)
