int fake();
