OPEN=xdg-open
