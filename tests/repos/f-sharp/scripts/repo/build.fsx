#!/usr/bin/env dotnet fsi
#r "nuget: FAKE"
#load "tools/helpers.fsx" @"tools\paths.fs"
#load "missing.fsx"
// #load "old.fsx"
open Helpers
clean ()
