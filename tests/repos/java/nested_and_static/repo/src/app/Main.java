package app;

import static lib.Constants.MAXIMUM;
import static lib.Limits.*;
import lib.Outer.Inner;

class Main {
    Inner inner;
    int limit = MAXIMUM + LOW;
    lib.Rec rec = lib.Rec.of(1);
}
