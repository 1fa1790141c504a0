source .cshrc
