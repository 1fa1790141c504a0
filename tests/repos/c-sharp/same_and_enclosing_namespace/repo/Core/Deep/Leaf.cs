namespace Core.Deep;

public class Leaf : Base
{
    private readonly Peer peer;
    // Ghost
    public string Name => "Ghost";
}
