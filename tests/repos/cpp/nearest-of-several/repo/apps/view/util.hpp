void view();
