module Web.Extensions
type System.String with
    member s.Twice = twice s
