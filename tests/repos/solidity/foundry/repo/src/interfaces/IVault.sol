pragma solidity ^0.8.20;
interface IVault {}
