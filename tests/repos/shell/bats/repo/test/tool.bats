#!/usr/bin/env bats
setup() {
  load test_helper
  load '../support/assert'
  load "${BATS_TEST_DIRNAME}/files.sh"
  load $NAME
}
@test "loads" {
  run echo load unused
}
