pub static TABLE: [u8; 1] = [0];
