on today()
	return current date
end today
