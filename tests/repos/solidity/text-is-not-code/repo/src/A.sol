pragma solidity ^0.8.0;
// import "./B.sol";
/* import "./B.sol"; */
contract A {
    string a = "import './B.sol';";
}
