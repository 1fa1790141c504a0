port module Route exposing (Route(..))
type Route = Start
