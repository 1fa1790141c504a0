module Own.Data.Map where
