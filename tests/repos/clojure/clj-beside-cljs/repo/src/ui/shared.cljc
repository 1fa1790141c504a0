(ns ui.shared)
