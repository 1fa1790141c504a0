Kit.Step.go()
