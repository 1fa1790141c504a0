import "config.dart";
class View {}
class Hidden {}
