require_relative '../a'
require_relative 'c.rb'
require 'json'
