importScripts("lib/color.js", "https://example.org/unused.js", "gone.js");
