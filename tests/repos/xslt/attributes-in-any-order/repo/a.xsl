<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import xml:id="base" href="./lib/../lib/base.xsl" use-when="true()"/>
  <xsl:include
    use-when="system-property('xsl:version') = '3.0'"
    href = 'lib/new.xslt'
  />
  <xsl:import-schema schema-location="lib/types.xsl"/>
  <xsl:use-package name="urn:lib:types"/>
</xsl:stylesheet>
