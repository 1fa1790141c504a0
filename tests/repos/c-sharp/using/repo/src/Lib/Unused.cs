namespace Lib
{
    public class Unused { /* Tool */ }
}
