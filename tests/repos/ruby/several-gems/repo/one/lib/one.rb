require 'common/base'
