namespace Core.Deep;

public interface Peer { }
