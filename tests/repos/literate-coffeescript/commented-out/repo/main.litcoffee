Run it so:

```coffee
fake = require './fake'
```

    # fake = require './fake'
    help = "require './fake'"
    real = require './real'
