#!/bin/sh
. lib/env.sh
