module Support.Values where
import Core.Types
