module Numbers where
