package dot

func Bye() {}
