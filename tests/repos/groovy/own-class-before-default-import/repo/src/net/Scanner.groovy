package net

class Scanner {
}
