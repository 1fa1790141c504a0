package B;
use Common::Log;
use A;
1;
