def name():
    return 1


class both:
    pass
