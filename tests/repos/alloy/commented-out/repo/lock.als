sig Lock {}
