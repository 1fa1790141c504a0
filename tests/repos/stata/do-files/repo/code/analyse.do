include ../settings.do
regress y x
