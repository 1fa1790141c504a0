using System;
using Lib;

namespace App
{
    class Program
    {
        static void Main() { Console.WriteLine(new Tool()); }
    }
}
