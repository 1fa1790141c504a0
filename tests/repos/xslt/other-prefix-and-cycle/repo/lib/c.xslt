<stylesheet version="2.0" xmlns="http://www.w3.org/1999/XSL/Transform">
  <import href="d.xsl"/>
</stylesheet>
