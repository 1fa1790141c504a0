using System.Text;
using Right;

namespace App
{
    class Program { Tool[] tools; StringBuilder text; }
}
