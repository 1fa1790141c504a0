# read "unused.mpl":
read "lib/matrices.mpl":
read `lib/graphs.mpl`:
with(LinearAlgebra):
print("read \"unused.mpl\"");
