use crate::tables::TABLE;
// use crate::sys::go;
const TEXT: &str = "use crate::sys::go;";
