sig Window {}
