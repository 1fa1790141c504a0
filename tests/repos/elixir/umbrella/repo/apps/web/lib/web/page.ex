defmodule Web.Page do
  def show, do: Helper.show()
end
