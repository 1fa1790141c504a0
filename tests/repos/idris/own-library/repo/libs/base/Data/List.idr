module Data.List
