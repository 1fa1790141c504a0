<x:transform version="2.0" xmlns:x="http://www.w3.org/1999/XSL/Transform">
  <x:include href="b.xsl"/>
</x:transform>
