test_that("stack", expect_equal(stack(1), local_thing()))
