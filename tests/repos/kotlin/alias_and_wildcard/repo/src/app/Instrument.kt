package app

class Instrument
