(* theory Queue imports Unused begin (* nested *) *)
theory Queue
  imports Main "HOL-Library.Multiset" "impl/Two_Lists"
    Common
begin
text \<open>theory Text imports Unused begin \<^term>\<open>x\<close>\<close>
lemma "theory X imports Unused begin" oops
end
