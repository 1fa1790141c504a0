module Short where
