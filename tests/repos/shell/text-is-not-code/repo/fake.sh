echo fake
