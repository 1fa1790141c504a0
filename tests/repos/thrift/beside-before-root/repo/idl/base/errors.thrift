exception NotFound {}
