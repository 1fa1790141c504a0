namespace Shop.Core

type Currency = Euro | Dollar
type Money = { Amount: decimal; Currency: Currency }

module Money =
    let zero = { Amount = 0m; Currency = Euro }
