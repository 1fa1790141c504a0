on now()
	return current date
end now
