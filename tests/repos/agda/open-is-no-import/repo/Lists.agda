module Lists where
