module models/address_book
open util/ordering[Book] as order
open models/names
private open models/checks/invariants as inv

sig Book { entries: Name -> lone Address }
