package lib

class Limits {
    static final int MOST = 10
}
