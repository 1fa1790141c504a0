defmodule Store.Memory do
  @behaviour Store
  def put(key, value), do: Store.Encoder.encode({key, value})
end
defimpl Store.Encoder, for: Store.Key do
  def encode(key), do: key.name
end
