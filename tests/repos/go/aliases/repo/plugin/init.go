package plugin

func init() {}
