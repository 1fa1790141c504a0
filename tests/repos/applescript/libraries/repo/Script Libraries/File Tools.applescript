use script "Text Tools"
use script "Not Here"
