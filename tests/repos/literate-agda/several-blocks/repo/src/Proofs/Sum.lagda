\begin{code}
module Proofs.Sum where
-- import Proofs.Old
\end{code}
import Proofs.Old
\begin{code}
open import Proofs.Basics
\end{code}
As \verb|import Proofs.Old| shows.
\begin{code}
open import Proofs.Later using (x)
\end{code}
