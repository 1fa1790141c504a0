require_relative 'a'
