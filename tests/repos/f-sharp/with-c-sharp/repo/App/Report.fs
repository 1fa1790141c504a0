module Acme.App.Report
open Acme.Time
let now () = Clock.Now
