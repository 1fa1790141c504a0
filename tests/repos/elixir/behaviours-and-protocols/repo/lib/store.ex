defmodule Store do
  @callback put(Store.Key.t(), term) :: :ok
end
