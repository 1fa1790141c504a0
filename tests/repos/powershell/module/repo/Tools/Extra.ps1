function E { }
