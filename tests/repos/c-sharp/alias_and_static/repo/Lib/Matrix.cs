namespace Lib;

public class Matrix<T> { }
