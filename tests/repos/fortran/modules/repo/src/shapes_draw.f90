submodule (shapes) shapes_draw
contains
  module subroutine draw(size)
    use :: Lines
    include 'body.inc'
  end subroutine
end submodule
