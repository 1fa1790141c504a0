# Prints, as a JSON list of pairs, which file below a folder a require, load or autoload of another names.
#
# Ruby's own parser (Ripper) reads the statements; paths that are put together from text, __FILE__ and __dir__ are
# worked out, and nothing of the folder runs. A feature is looked up as Kernel#require does, on a load path of the
# directories lib, test, spec and ext of the importer's project (the nearest directory above with a gemspec, Gemfile or
# Rakefile), what its files put on $LOAD_PATH, and then the same of the other projects of the folder.
require "json"
require "pathname"
require "ripper"

ROOT = File.realpath(ARGV[0])
NAMES = /\.(rb|rake|gemspec|ru|rbw|thor)\z|\A(Rakefile|Gemfile|Guardfile|Capfile|Thorfile)\z/

def ruby?(path)
  return false if File.symlink?(path) || !File.file?(path)
  NAMES.match?(File.basename(path)) || (!File.basename(path).include?(".") && File.binread(path, 60)&.match?(/\A#!.*\bruby/n))
end

ALL = Dir.glob("**/*", File::FNM_DOTMATCH, base: ROOT).map { |path| File.join(ROOT, path) }.select { |path| File.file?(path) }
FILES = ALL.select { |path| ruby?(path) }.sort
KNOWN = ALL.to_h { |path| [path, true] }
PROJECT = %w[Gemfile Rakefile].freeze
PARTS = %w[lib test spec ext].freeze

# What the text of an expression is in `file`, or nil.
def value(node, file)
  return nil unless node.is_a?(Array)
  case node[0]
  when :string_literal then value(node[1], file)
  when :string_content then node[1..].map { |part| value(part, file) }.then { |texts| texts.all? ? texts.join : nil }
  when :@tstring_content then node[1]
  when :string_embexpr, :paren then node[1].is_a?(Array) && node[1].size == 1 && node[1][0].is_a?(Array) ? value(node[1][0], file) : value(node[1], file)
  when :var_ref then node[1][0] == :@kw && node[1][1] == "__FILE__" ? file : nil
  when :vcall then node[1][1] == "__dir__" ? File.dirname(file) : nil
  when :binary then node[2] == :+ ? [value(node[1], file), value(node[3], file)].then { |a, b| a && b ? a + b : nil } : nil
  when :method_add_arg then call(node, file)
  end
end

# File.join, File.expand_path, File.dirname of known texts.
def call(node, file)
  target = node[1]
  return nil unless target[0] == :call && target[1][0] == :var_ref && target[1][1][1] == "File"
  texts = arguments(node[2]).map { |one| value(one, file) }
  return nil if texts.empty? || texts.any?(&:nil?)
  case target[3][1]
  when "join" then File.join(*texts)
  when "expand_path" then texts.size == 2 ? File.expand_path(texts[0], texts[1]) : nil
  when "dirname" then File.dirname(texts[0])
  end
end

def arguments(node)
  node = node[1] while node.is_a?(Array) && %i[arg_paren args_add_block].include?(node[0])
  node.is_a?(Array) ? node : []
end

# [name of the method, arguments] of each call without receiver, and of $LOAD_PATH.unshift and the like.
def calls(tree)
  waiting, found = [tree], []
  until waiting.empty?
    node = waiting.pop
    next unless node.is_a?(Array)
    if node[0] == :command
      found << [node[1][1], arguments(node[2])]
    elsif node[0] == :method_add_arg && node[1][0] == :fcall
      found << [node[1][1][1], arguments(node[2])]
    elsif node[0] == :command_call || (node[0] == :method_add_arg && node[1][0] == :call)
      inner = node[0] == :command_call ? node : node[1]
      on = inner[1].is_a?(Array) && inner[1][0] == :var_ref ? inner[1][1][1] : nil
      method = inner[3].is_a?(Array) ? inner[3][1] : nil
      found << ["$LOAD_PATH", arguments(node[0] == :command_call ? node[4] : node[2])] if %w[$: $LOAD_PATH].include?(on) && %w[unshift push << append prepend].include?(method)
      found << [method, arguments(node[0] == :command_call ? node[4] : node[2])] if on == "Kernel" && %w[require load].include?(method)
    elsif node[0] == :binary && node[2] == :<< && node[1].is_a?(Array) && node[1][0] == :var_ref && %w[$: $LOAD_PATH].include?(node[1][1][1])
      found << ["$LOAD_PATH", [node[3]]]
    end
    waiting.concat(node)
  end
  found
end

def project(path)
  directory = File.dirname(path)
  until directory == ROOT
    entries = Dir.children(directory)
    return directory if entries.any? { |name| name.end_with?(".gemspec") || PROJECT.include?(name) }
    directory = File.dirname(directory)
  end
  ROOT
end

def found(path)
  [path, path + ".rb"].find { |one| KNOWN[one] }
end

TREES = FILES.to_h { |path| [path, calls(Ripper.sexp(File.read(path, encoding: "utf-8").scrub) || [])] }
HOMES = FILES.to_h { |path| [path, project(path)] }
ADDED = Hash.new { |all, home| all[home] = [] }
TREES.each do |path, statements|
  statements.each do |name, given|
    next unless name == "$LOAD_PATH"
    given.each { |one| (text = value(one, path)) && ADDED[HOMES[path]] << File.expand_path(text, HOMES[path]) }
  end
end

def load_path(home)
  (PARTS.map { |part| File.join(home, part) } + ADDED[home]).uniq
end

LOADED = HOMES.values.uniq.sort.to_h { |home| [home, load_path(home)] }

def feature(text, path)
  return found(File.expand_path(text)) if text.start_with?("/")
  return found(File.expand_path(text, Dir.pwd)) if text.start_with?("./", "../")
  homes = [HOMES[path], *LOADED.keys.sort_by { |home| [home.size, home] }].uniq
  homes.each { |home| LOADED[home].each { |directory| (at = found(File.join(directory, text))) && (return at) } }
  nil
end

pairs = TREES.flat_map do |path, statements|
  statements.filter_map do |name, given|
    case name
    when "require" then (text = value(given[0], path)) && feature(text, path)
    when "require_relative" then (text = value(given[0], path)) && found(File.expand_path(text, File.dirname(path)))
    when "load" then (text = value(given[0], path)) && (feature(text, path) || found(File.join(HOMES[path], text)))
    when "autoload" then given.size == 2 && (text = value(given[1], path)) && feature(text, path)
    end
  end.map { |target| [path, target] }
end
puts JSON.generate(pairs.uniq.reject { |a, b| a == b }.map { |pair| pair.map { |path| Pathname(path).relative_path_from(ROOT).to_s } })
