[ -n "$LOG" ] && return
LOG=1
. ./term.sh
