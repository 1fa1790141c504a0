structure D = struct val w = A.x end
