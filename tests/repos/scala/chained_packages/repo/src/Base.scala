package org.app

class Base
