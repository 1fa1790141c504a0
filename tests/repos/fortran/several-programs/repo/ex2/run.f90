program run
  use data
  use helper
contains
  subroutine inner
    use data, only: x => y
  end subroutine
end program
