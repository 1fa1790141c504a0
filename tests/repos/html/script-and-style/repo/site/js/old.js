console.log("old");
