typedef string Id
