module util/queue[elem]
sig Cell { next: lone Cell }
