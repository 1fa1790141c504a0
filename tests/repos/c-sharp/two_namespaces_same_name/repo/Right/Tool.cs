namespace Right
{
    class Tool { }
}
