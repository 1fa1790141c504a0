import Http
import Net
