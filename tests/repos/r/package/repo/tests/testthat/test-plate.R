local_thing <- function() 1
test_that("plates", {
  expect_equal(plate(example_plate()), local_thing())
})
