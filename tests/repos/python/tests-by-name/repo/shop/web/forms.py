def form(): return {}
