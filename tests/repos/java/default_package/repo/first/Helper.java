class Helper {
}
