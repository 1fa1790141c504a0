package app

class Total {
}
