grammar Query;
import Expressions, Core = CommonLexer, /* Old, */ Absent;
query : 'select' expr ';' ;
