(ns ui.clock)
