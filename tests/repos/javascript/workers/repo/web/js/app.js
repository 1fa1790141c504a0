const a = new Worker("js/paint.js");
const b = new Worker("./sort.js", { type: "module" });
const c = new SharedWorker(new URL("./share.js", import.meta.url));
const d = new Worker(URL.createObjectURL(blob));
const e = new Thing("./unused.js");
navigator.serviceWorker.register("/offline.js");
context.audioWorklet.addModule("js/gain.js");
registry.register("./unused.js");
