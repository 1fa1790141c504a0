read "second.mpl":
read "gone.mpl":
First := proc() Second() end proc:
