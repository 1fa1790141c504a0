package org.mill.shop;
public class Unused {}
