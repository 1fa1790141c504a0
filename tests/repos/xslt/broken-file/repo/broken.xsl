<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="lib.xsl"/>
  <xsl:template match="/"><p></xsl:template>
  <xsl:include href="../lib.xsl"/>
  <xsl:include href=""/>
