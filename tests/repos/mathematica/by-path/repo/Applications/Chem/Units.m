units = {"kg"}
