pragma solidity ^0.8.20;
abstract contract Owned {}
