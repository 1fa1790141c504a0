module Test_missing =
  test Absent.lns get "" = { }
