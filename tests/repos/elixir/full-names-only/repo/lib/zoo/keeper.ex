defmodule Zoo.Keeper do
  def feed, do: Zoo.Animal.name(%{name: Zoo.Animal.String})
end
