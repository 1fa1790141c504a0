namespace Acme.Time;
public class Clock { public static int Now => 1; }
