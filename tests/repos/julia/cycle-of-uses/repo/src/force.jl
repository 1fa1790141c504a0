pull_of(b) = b isa Body ? 9.81 : 0.0
