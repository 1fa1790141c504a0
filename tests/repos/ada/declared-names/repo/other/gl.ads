package Generic_Lists is end Generic_Lists;
