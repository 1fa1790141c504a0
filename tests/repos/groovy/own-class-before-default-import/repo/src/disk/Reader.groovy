package disk

class Reader {
    File file
    Scanner scanner
    List lines
}
