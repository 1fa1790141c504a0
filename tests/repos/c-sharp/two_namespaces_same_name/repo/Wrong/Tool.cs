namespace Wrong
{
    class Tool { }
}
