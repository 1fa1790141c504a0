[ -f ./log.sh ] && . ./log.sh
