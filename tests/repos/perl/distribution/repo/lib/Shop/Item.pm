package Shop::Item;
use parent 'Shop::Base';
1;
