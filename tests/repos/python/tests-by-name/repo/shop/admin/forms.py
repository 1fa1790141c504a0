def form(): return []
