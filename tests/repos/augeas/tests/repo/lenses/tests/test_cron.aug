module Test_Cron =
  test Cron.lns get "* * * * * root ls" = { }
