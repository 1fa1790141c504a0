export default (x) -> x
