defmodule Shop.Mail.Sender do
end
