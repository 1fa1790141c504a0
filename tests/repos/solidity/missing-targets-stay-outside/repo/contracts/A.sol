pragma solidity ^0.8.0;
import "./Gone.sol";
import "@openzeppelin/contracts/access/Ownable.sol";
import "hardhat/console.sol";
import "https://github.com/x/y/Ownable.sol";
