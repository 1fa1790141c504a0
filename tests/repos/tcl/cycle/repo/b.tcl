package provide b 1.0
namespace eval b { package require a }
