console.log("unpack");
