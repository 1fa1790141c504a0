part 'model.g.dart';
class Model {}
