package app

import lib.Tool
import static lib.Marked.LIMIT
import groovy.json.JsonSlurper

class Main extends Peer {
    Tool tool = new Tool()
    // Ghost
    def run() {
        println "Ghost ${LIMIT}"
        return new JsonSlurper()
    }
}
