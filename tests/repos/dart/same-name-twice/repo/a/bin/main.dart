import 'package:tool/tool.dart';
import 'package:tool/gone.dart';
import 'package:toolbox/tool.dart';
void main() {}
