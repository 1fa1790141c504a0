package time;

public class Date {
}
