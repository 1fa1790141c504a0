module Rx =
  let ip = /[0-9.]+/
