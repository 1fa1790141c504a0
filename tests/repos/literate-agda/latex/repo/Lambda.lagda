\section{Terms}
open import Unused
\begin{code}
module Lambda where
open import Context
\end{code}
