package disk

class File {
    String name
}
