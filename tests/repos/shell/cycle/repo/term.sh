[ -n "$TERM_SH" ] && return
TERM_SH=1
. ./log.sh
