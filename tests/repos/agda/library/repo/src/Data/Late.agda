module Data.Late where
