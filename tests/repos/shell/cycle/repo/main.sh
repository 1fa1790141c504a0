#!/bin/sh
. ./log.sh
