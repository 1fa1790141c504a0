with Beta, Generic_Lists;
package C_Lists is new Generic_Lists (Integer);
