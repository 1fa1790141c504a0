require 'test_helper'
