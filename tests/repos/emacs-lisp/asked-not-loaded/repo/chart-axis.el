(require 'chart-missing nil t)
(require 'subr-x)
(provide 'chart-axis)
