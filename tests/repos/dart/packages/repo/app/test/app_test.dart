import 'package:app/app.dart';
import 'helper.dart';
import 'package:test/test.dart';
void main() {}
