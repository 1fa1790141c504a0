module Top where
open import Numbers as Helper
{- import Helper
   import Helper -}
open Helper
module Inner where
  import Lists
open Lists public
module Short = Helper
text = "import Helper"
