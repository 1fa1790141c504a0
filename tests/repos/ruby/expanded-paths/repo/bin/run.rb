require File.expand_path('../../lib/a', __FILE__)
require File.expand_path('../lib/b', __dir__)
require File.join(File.dirname(__FILE__), 'c')
$LOAD_PATH.unshift File.expand_path('../lib', __dir__)
