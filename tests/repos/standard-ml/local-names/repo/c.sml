functor C (structure A : ORDERED) = struct val z = A.x end
