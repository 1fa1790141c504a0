module Alpha
export start
start() = Config(1)
struct Config
    x
end
end
