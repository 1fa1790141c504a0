; <xsl:import href="a.xsl"/>, <xsl:include href="a.xsl"/>
(([(EmptyElemTag (Name) @_tag (Attribute (Name) @_key (AttValue) @module))
   (STag (Name) @_tag (Attribute (Name) @_key (AttValue) @module))] @import)
  (#match? @_tag "^[A-Za-z_][\\w.-]*:(import|include)$")
  (#eq? @_key "href")
  (#not-match? @module "^[\"']?([A-Za-z][A-Za-z0-9+.-]*:|//)"))

; the same without a prefix
((document (element (STag (Name) @_root) (content (element
    [(EmptyElemTag (Name) @_tag (Attribute (Name) @_key (AttValue) @module))
     (STag (Name) @_tag (Attribute (Name) @_key (AttValue) @module))] @import))))
  (#any-of? @_root "stylesheet" "transform")
  (#any-of? @_tag "import" "include")
  (#eq? @_key "href")
  (#not-match? @module "^[\"']?([A-Za-z][A-Za-z0-9+.-]*:|//)"))
