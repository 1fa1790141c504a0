package require b
package provide a 1.0
