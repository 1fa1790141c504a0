package org.app.other

class Lone extends Base
