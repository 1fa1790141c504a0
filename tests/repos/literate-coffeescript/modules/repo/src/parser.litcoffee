# Parser

	fs = require 'fs'
	tree = require './tree'
