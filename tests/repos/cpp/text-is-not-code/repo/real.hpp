int real();
