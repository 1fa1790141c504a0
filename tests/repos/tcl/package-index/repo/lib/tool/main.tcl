namespace eval tool {
    package provide [namespace current] 2.0
}
