defmodule Shop do
  alias Shop.Cart
  alias Shop.{Order, Mail.Sender}
  alias Shop.Billing, as: Money
  alias Shop.Never
  import Shop.Helpers, only: [twice: 1]
  require Logger
  use Shop.Macros, level: 1

  # Shop.Comment.run()
  @doc "See Shop.Comment."
  def start(item) do
    Cart.add(item)
    Money.charge(%Order{item: item})
    Enum.map([item], &Sender.send/1)
    "Shop.Comment"
  end
end
