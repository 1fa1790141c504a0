target += std_normal_lpdf(0.0);
