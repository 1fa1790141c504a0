on join(a, b)
	return a & "/" & b
end join
