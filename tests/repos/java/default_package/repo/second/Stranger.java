class Stranger {
}
