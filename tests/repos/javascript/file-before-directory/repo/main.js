import './x';
import './x/';
import './x.test';
