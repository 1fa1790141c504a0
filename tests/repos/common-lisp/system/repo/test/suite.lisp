(in-package :cl-user)
(garden:grow garden.soil:*depth*)
