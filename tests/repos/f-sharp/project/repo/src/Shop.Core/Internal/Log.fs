module internal Shop.Core.Internal.Log

open System

let write (text: string) = Console.Error.WriteLine text
