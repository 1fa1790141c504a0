pub struct Failure(pub String);
