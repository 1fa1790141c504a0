module Data.Buffer.New where
