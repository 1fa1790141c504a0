%global root;
