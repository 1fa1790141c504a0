export 'src/model.dart';
