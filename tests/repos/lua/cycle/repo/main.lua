print(require("even").even(10))
