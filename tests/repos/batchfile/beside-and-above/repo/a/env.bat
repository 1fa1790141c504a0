@set PART=a
