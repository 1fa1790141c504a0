submodule (shapes:shapes_draw) shapes_fill
end submodule
