on trim(t)
	return t
end trim
