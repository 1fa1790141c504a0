module graph[node]
