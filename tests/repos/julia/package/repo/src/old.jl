struct OldGrid end
