def fresh():
    return {}
