@load "time"
function today() { return gettimeofday() }
