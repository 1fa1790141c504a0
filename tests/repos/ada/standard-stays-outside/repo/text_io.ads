package Text_IO is end Text_IO;
