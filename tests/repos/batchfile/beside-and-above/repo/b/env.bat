@set PART=b
