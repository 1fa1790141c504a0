@rem written anew
