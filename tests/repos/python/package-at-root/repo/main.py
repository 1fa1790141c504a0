import os
from pkg.a import X

print(X, os)
