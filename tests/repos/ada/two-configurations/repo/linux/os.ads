package OS is end OS;
