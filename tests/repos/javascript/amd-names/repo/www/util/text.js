define({ a: 1 });
