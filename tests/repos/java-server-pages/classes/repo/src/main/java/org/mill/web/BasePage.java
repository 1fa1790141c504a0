package org.mill.web;
public abstract class BasePage {}
