pragma solidity ^0.8.20;
import "src/Vault.sol";
import "../src/Vault.sol";
