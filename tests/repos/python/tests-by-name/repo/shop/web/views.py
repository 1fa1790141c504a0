def view(): return {}
