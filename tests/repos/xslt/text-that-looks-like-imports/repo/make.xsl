<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:out">
  <xsl:include href="names.xsl"/>
  <xsl:variable name="sample"><![CDATA[<xsl:import href="unused.xsl"/>]]></xsl:variable>
  <xsl:template match="/" href="unused.xsl">
    <xsl:text>xsl:import href="unused.xsl"</xsl:text>
    <!-- <xsl:include href="unused.xsl"/> -->
  </xsl:template>
</xsl:stylesheet>
