self.a = 1;
