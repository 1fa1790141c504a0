from helpers.io import read
