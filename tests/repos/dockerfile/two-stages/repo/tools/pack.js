console.log("pack");
