theory "Common" imports Main begin
ML_file "ml/util.ML"
end
