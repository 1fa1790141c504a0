Ours

    exports.join = (a, b) -> a + b
