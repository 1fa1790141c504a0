from pkg import a

print(a.value())
