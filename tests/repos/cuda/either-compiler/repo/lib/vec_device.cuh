struct Vec { float4 v; };
