\documentclass{article}
\begin{document}
\begin{verbatim}
import Unused
\end{verbatim}
\begin{code}
module Paper where

import Figures
  (draw)
\end{code}
\begin{spec}
import Unused
\end{spec}
\begin{code}
main = draw
\end{code}
\end{document}
