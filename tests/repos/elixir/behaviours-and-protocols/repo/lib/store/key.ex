defmodule Store.Key do
  @type t :: %__MODULE__{}
  defstruct [:name]
end
