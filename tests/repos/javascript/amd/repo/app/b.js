define({});
