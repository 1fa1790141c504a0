namespace Core.Deep;

public struct Ghost { }
