module Api
open Web
let api = route "/" 
let inner = 3
