namespace Wrong
{
    class StringBuilder { }
}
