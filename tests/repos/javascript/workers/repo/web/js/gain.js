registerProcessor("gain", class {});
