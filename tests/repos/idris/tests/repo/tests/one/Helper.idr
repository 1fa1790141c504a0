module Helper
