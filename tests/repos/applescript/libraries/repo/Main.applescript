use AppleScript version "2.4"
use scripting additions
use script "Text Tools"
use Files : script "File Tools" version "1.0"
tell application "Finder" to activate
