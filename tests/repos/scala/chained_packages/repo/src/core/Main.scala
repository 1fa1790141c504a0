package org.app
package core

class Main extends Base {
  val peer = new Peer
}
