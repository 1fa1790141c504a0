set more off
