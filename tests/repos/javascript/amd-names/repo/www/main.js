require.config({ baseUrl: "." });
require(["app/shell", "jquery"], function (shell) { shell.start(); });
