local ok, player = pcall(require, "game.player")
return {}
