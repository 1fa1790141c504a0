generic type T is private;
package Generic_Lists is end Generic_Lists;
