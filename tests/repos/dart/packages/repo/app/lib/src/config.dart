import '../app.dart' deferred as app;
class Config {}
