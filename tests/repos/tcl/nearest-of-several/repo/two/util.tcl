package provide util 2.0
