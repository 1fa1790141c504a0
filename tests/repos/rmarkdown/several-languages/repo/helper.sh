load() { echo 1; }
