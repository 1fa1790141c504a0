type metre = int
let name = "Comment.x"
