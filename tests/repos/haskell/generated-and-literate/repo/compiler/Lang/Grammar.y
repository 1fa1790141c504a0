{
module Lang.Grammar where
}
