import Core.Data
