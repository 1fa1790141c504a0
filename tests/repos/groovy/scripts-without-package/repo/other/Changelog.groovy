class Changelog {
}
