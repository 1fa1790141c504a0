package lib

trait Reader
