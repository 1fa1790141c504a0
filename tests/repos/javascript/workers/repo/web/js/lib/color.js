self.color = 1;
