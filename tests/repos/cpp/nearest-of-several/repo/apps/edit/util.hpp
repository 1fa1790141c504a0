void edit();
