// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Owned} from "../access/Owned.sol";
import * as Lib from "./Math.sol";
import "hardhat/console.sol";
// import "./Unused.sol";
contract Token is ERC20, Owned {
    string constant text = 'import "./Unused.sol";';
}
