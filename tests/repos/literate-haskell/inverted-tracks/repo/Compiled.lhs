\begin{code}
module Compiled where
\end{code}
