import data.set.basic
