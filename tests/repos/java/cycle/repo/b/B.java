package b;

import c.C;

public class B {
    C next;
}
