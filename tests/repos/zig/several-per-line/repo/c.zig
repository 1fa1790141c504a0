test "c" {}
