real ll(vector y) { return sum(y); }
