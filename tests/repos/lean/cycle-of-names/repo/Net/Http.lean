import Net.Http.Request
