require 'set'
require 'yaml'
require 'json/ext'
