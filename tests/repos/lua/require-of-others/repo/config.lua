return { kind = "a" }
