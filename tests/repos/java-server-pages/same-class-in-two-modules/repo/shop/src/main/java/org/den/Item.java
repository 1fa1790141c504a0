package org.den;
public class Item {}
