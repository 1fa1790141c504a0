def late():
    from pkg.a import value

    return value
