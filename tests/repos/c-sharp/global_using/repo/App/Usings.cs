global using Lib;
