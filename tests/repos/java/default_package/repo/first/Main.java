class Main {
    Helper helper;
    Stranger stranger;
}
