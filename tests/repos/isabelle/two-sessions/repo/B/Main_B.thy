theory Main_B imports Basics A.Main_A A.Absent begin end
