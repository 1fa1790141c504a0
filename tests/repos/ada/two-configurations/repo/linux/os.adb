package body OS is end OS;
