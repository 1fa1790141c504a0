merge 1:1 id using other
