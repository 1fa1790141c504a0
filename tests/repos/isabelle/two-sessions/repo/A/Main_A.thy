theory Main_A imports Basics begin end
