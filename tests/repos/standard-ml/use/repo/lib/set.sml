val empty = []
