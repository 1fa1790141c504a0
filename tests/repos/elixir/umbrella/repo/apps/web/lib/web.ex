defmodule Web do
  def index, do: Data.Repo.all()
end
