package org.app.core

class Peer
