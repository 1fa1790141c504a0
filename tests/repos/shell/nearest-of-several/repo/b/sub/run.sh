#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/env.sh"
. "${here}/vars.sh"
