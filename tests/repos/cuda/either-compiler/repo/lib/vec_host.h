struct Vec { float v[4]; };
