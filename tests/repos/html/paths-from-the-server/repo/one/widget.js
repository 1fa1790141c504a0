var widget = 1;
