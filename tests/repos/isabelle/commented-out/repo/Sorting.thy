(* theory Sorting imports Hidden (* nested *) Hidden begin *)
theory Sorting
  imports
    Main (* Hidden *)
    Orders
begin
text \<open>theory S imports Hidden begin, (* no comment\<close>
ML_file \<open>tools.ML\<close>
(* ML_file \<open>hidden.ML\<close> *)
end
