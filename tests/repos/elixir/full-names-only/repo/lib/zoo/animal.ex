defmodule Zoo.Animal do
  # String is Elixir's, not Zoo.Animal.String; Zoo.Animal.Missing is nowhere
  def name(animal), do: String.upcase(animal.name)
  def other, do: Zoo.Animal.Missing.run()
end
