module Acme.App.Report
val now : unit -> int
