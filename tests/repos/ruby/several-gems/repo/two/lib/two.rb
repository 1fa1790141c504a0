require 'common/base'
require 'one'
