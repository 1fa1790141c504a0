Get["Graphs`Main`"]
