<x:transform version="2.0" xmlns:x="http://www.w3.org/1999/XSL/Transform">
  <x:include href="./a.xsl#part"/>
  <x:include href="lib/c.xslt"/>
</x:transform>
