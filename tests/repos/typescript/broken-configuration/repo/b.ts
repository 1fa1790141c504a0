import './a';
import 'a';
import '#x';
