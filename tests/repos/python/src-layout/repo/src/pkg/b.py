from pkg.a import X
