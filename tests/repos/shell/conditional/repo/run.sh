#!/usr/bin/env bash
case $(uname) in
  Linux) source ./linux.sh ;;
  Darwin) . ./mac.sh ;;
esac
[ -f ./local.env ] && . ./local.env
if ! source each.sh; then exit 1; fi
for file in conf.d/*.sh; do . "$file"; done
