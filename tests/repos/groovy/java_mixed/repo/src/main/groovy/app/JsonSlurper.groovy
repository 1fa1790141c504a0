package app

class JsonSlurper {
    int x = 1
}
