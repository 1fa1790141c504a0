OPEN=open
