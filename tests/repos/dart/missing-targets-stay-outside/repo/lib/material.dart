void material() {}
