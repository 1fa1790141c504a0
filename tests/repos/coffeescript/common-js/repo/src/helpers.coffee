exports.trim = (s) -> s
