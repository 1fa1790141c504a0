lines := []:
