import order.basic
  data.set
import .group ..missing
import data.list.basic
