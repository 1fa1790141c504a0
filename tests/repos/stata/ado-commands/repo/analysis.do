sysuse auto
tabstyle price
by foreign: summarize
