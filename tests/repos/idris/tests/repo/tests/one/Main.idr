module Main
import Helper
