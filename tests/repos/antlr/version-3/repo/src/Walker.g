tree grammar Walker;
options {
  tokenVocab = Lang;
  ASTLabelType = CommonTree;
}
walk : ^(PLUS a=walk b=walk) { System.out.println("tokenVocab = Other;"); } ;
