Tree = require '../lib/tree'
Self = require 'tree'
describe "tree", -> it "grows", -> new Tree
