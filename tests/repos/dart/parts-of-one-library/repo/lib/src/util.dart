int util() => 1;
