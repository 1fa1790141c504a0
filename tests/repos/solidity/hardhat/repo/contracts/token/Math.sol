pragma solidity ^0.8.20;
library Math {}
