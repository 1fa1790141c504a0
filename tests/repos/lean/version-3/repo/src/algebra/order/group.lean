import
  order.basic
  .basic
