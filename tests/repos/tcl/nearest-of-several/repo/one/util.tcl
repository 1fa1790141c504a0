package provide util 1.0
