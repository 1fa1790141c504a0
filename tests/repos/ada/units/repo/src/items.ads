generic
   type T is private;
package Items is
   type Item is null record;
end Items;
