@rem replaced
