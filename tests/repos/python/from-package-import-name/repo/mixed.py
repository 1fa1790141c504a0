from pkg import (
    a as b,
    name,
)
