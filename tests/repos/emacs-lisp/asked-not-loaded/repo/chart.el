(require 'chart-axis)
(when (featurep 'chart-svg)
  (setq chart-svg t))
(with-eval-after-load 'chart-svg
  (setq chart-late t))
(defvar chart-names '(chart-svg))
(unload-feature 'chart-svg)
(provide 'chart)
