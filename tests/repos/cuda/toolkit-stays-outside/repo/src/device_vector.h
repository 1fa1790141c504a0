struct device_vector;
