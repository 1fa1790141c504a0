theory C imports "~~/src/HOL/Library/Multiset" A begin
ML_file \<open>c.ML\<close>
end
