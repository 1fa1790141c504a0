package app

// import lib.Tool
/*
import lib.Tool
*/
class Main {
    String help = '''
import lib.Tool
'''
    String more = """
import lib.Tool
new Tool()
"""
    def pattern = ~/import lib.Tool/
}
