package app

class Ghost
