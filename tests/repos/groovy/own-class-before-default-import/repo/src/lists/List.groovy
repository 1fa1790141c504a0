package lists

class List {
}
