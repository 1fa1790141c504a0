using static Lib.Maths;
using Grid = Lib.Matrix<int>;

namespace App;

class Program { Grid grid; int x = Twice(2); }
