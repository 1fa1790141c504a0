; import 'a.dart'; import 'package:a/b.dart' if (dart.library.io) 'c.dart'; export 'd.dart';
(import_specification (uri) @module) @import
(import_specification (configurable_uri (uri) @module)) @import
(import_specification (configurable_uri (configuration_uri (uri) @module))) @import
(library_export (configurable_uri (uri) @module)) @import
(library_export (configurable_uri (configuration_uri (uri) @module))) @import

; part 'a.g.dart'; its `part of` says the same from the other side
(part_directive (uri) @module) @import
