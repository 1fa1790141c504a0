% pays something in
acc = Account();
acc.deposit(10);
report(acc.balance);
