package app;

class C {
    /* A and B are only mentioned */
}
