"""The files of a repository as a dependency graph, and the orders they can be read in."""
