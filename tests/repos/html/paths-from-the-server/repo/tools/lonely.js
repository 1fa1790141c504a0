var lonely = 1;
