defmodule Tree.Leaf do
  defstruct []
  def check(x) do
    Tree.walk(x)
  rescue
    Tree.Error -> nil
  end
end
