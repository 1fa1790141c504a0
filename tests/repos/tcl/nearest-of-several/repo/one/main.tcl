package require util
