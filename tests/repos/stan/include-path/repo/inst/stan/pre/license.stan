// Licensed.
