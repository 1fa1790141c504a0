class Version {
    int major
}
