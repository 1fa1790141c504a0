module.exports = class Node {};
