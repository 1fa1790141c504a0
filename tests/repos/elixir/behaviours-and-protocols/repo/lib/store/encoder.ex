defprotocol Store.Encoder do
  def encode(value)
end
