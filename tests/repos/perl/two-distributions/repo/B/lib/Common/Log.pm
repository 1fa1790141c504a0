package Common::Log;
1;
