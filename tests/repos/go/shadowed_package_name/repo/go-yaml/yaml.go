package yaml

func Parse(err error) {}
