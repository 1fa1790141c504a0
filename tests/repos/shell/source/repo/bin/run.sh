#!/bin/bash
source ./lib/a.sh
. "$DIR/lib/b.sh"
source "$(cd "$(dirname "$0")" && pwd)/lib/c.sh"
. "${BASH_SOURCE%/*}"/d.sh
. /etc/profile
source "$1"
source ../env.sh
