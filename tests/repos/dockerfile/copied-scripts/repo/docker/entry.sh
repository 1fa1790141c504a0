#!/bin/sh
exec python3 /opt/one.py
