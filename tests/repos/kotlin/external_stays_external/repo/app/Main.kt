package app

import org.other.Tool
import org.other.util.*

val tool = Tool()
val twin = Twin()
