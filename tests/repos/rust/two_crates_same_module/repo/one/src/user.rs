use crate::util::f;
