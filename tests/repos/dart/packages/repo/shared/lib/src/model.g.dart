part of 'model.dart';
