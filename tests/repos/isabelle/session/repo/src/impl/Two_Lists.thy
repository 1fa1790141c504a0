theory Two_Lists imports "../Common" keywords "x" :: thy_decl begin end
