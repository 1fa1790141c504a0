module part1.Plain where
