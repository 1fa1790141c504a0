<?xml version="1.0"?>
<!-- <xsl:import href="unused.xsl"/> -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="../common/base.xsl"/>
  <xsl:include
      href='tables.xsl'></xsl:include>
  <xsl:include href="missing.xsl"/>
  <xsl:import href="http://example.org/xsl/tables.xsl"/>
  <xsl:template match="/">
    <include href="unused.xsl"/>
    <a href="unused.xsl"><xsl:value-of select="document('data.xml')/x"/></a>
    <xsl:result-document href="unused.xsl"/>
  </xsl:template>
</xsl:stylesheet>
