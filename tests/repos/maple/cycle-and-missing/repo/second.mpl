read "first.mpl":
Second := proc() First() end proc:
