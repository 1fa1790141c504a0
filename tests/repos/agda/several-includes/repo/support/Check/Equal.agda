module Check.Equal where
import App.Types as T
