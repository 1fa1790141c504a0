#!/bin/bash
. /etc/profile
source ~/.bashrc
source "$HOME/nvm.sh"
. "${XDG_CONFIG_HOME}/bashrc"
source "$NAME"
source <(kubectl completion bash)
. lib/common.sh
