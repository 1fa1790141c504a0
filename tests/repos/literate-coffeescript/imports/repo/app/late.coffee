export late = 1
