package c;

import a.A;

public class C {
    A next;
}
