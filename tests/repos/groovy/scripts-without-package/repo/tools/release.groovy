def version = new Version(major: 2)
def log = new Changelog()
println "release ${version.major}"
