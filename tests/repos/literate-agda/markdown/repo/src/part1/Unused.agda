module part1.Unused where
