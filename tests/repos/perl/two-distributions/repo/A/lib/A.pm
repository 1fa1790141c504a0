package A;
use Common::Log;
1;
