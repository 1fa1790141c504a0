defmodule Tree do
  alias __MODULE__.Leaf
  defmodule Error do
    defexception [:message]
  end
  def new, do: %Leaf{}
  def fail, do: raise(Error, message: "x")
  def branch, do: __MODULE__.Branch.new()
end
