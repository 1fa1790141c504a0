/* import 'b.dart'; */
/// import 'b.dart';
const one = 'import "b.dart";';
const many = """
import 'b.dart';
""";
void part() {}
