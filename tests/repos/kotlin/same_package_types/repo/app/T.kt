package app

typealias Alias = Int
