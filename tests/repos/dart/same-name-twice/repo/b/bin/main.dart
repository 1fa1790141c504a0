import 'package:tool/tool.dart';
void main() {}
