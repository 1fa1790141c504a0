library app;

import 'dart:io';
import 'package:shared/shared.dart';
import 'package:app/src/config.dart' show Config;
import 'package:http/http.dart' as http;
export 'src/view.dart' hide Hidden;
// import 'src/unused.dart';
const text = "import 'src/unused.dart';";
