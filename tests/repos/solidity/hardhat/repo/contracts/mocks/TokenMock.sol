pragma solidity ^0.8.20;
import "contracts/token/Token.sol" as T;
import "../token/Gone.sol";
