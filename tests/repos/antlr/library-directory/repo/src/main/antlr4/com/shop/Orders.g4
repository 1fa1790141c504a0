grammar Orders;
import Basics;
order : ID+ ;
