using Tiny, Test
