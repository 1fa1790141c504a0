exports.id = (x) -> x
