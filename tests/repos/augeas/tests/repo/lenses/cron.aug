module Cron =
  let lns = Shellvars.entry
