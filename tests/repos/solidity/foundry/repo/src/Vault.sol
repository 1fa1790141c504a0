pragma solidity ^0.8.20;
import {IVault} from "@interfaces/IVault.sol";
import "tokens/Token.sol";
import "utils/Safe.sol";
import "forge-std/Test.sol";
