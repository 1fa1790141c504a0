#!/bin/sh
. "$(dirname "$0")/lib/env.sh"
