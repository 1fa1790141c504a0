program run
  use data
end program
