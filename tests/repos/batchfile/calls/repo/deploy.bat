call scripts\compile
