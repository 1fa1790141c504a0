package old

const Thing = 1
