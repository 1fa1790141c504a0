module Data.Item exposing (..)
