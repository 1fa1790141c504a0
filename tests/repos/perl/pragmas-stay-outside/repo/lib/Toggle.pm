package Toggle;
use Main;
1;
