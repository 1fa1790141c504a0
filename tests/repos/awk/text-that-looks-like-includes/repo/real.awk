END { print n }
