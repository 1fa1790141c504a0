package plugin

func Rest() {}
