use AppleScript
use application "Mail"
use framework "Foundation"
use Lists : script "Lists"
use script "Dates"
tell application "Mail" to activate
run application "Mail"
