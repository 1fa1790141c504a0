using Lib;

namespace App;

[Mark]
class Program
{
    void Run()
    {
        Lib.Deep.Engine.Start();
        global::System.Console.WriteLine();
        var x = new Lib.Plain();
    }
}
