import Net.Http
