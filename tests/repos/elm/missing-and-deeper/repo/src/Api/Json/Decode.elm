module Api.Json.Decode exposing (..)
