import 'src/stub.dart'
    if (dart.library.io) 'src/io.dart'
    if (dart.library.js_interop) "src/web.dart" as platform;
export 'src/api.dart' if (dart.library.io) 'src/api_io.dart';
