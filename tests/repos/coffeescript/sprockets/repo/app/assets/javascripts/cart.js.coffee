class @Cart
