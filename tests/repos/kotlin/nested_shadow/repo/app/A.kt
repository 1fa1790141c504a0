package app

class A {
    class Entry
    val own = Entry()
    val other = app.store.Entry()
    fun build() = own
    fun run() = build()
}
