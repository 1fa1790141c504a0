pragma solidity ^0.8.0;
import "./B.sol";
contract A {}
