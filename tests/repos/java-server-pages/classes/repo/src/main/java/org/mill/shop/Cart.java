package org.mill.shop;
public class Cart {}
