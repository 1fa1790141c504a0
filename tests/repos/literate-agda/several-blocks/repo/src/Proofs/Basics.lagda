\begin{code}
module Proofs.Basics where
\end{code}
