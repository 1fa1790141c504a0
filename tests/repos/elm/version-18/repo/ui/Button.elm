module Button exposing (button)
import Clock
