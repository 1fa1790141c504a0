package org.mill.shop;
public class Clock {}
