effect module Clock where { subscription = MySub } exposing (every)
import Native.Clock
