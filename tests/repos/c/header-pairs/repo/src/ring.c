static T ring_next(T at, T size) { return (at + 1) % size; }
