esttab
