package require shapes
package provide shapes::circle 1.2
