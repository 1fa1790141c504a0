import '~/x';
