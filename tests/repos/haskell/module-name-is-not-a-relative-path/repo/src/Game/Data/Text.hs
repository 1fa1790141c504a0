module Game.Data.Text where
