require_relative 'b'
require_relative 'gone'
require "#{name}/x"
require_relative '../../out'
