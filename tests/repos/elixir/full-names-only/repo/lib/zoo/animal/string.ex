defmodule Zoo.Animal.String do
  def run, do: Animal.name(1)
end
