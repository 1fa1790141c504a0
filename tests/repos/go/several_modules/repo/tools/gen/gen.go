package gen

const Out = 1
