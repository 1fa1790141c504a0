package dot

func Hello() {}
