require 'gem'
