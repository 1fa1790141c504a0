import Net.Uri
