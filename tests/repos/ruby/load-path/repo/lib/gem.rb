require 'gem/version'
require "gem/parts/one"
