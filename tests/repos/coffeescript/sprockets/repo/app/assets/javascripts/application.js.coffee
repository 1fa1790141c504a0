#= require jquery
#= require shared/dialogs
#= require ./cart
#= require_tree ./pages
$ -> start()
