// Prints, as a JSON list of pairs, which file of a folder uses a name that which other file of it defines.
//
// The type checker of the standard library (go/types) says what every identifier means; names of package scope count
// (methods and fields belong to a type), and a blank import counts for the files whose init functions it runs. What
// other systems and build tags choose is checked too, once per system and tag. Third-party packages are missing, and
// the errors that this gives are ignored.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

var systems = []string{"linux/amd64", "windows/amd64", "darwin/arm64", "freebsd/amd64", "netbsd/amd64", "openbsd/amd64",
	"solaris/amd64", "aix/ppc64", "plan9/386", "js/wasm", "android/arm"}

type source struct {
	name, dir string
	tree      *ast.File
}

type world struct {
	files    []*source         // all of the folder
	known    map[string]string // import path prefix -> directory
	set      *token.FileSet
	standard types.Importer
	edges    map[[2]string]bool
	taken    map[string]bool // files that some context has
	checked  map[string]bool // directories as some context saw them, with all that they import
}

// context is the folder as one system with one set of build tags sees it.
type context struct {
	*world
	build    build.Context
	dirs     map[string]map[string][]*source // directory -> package name -> files
	packages map[string]*types.Package       // by directory
	own      map[string]*types.Package       // instead of the above, while external tests are checked
	seen     map[string]string               // what a directory and all that it imports is made of
}

func main() {
	root, err := filepath.Abs(os.Args[1])
	check(err)
	build.Default.CgoEnabled = false
	set := token.NewFileSet()
	w := &world{known: map[string]string{}, set: set, standard: importer.ForCompiler(set, "source", nil),
		edges: map[[2]string]bool{}, taken: map[string]bool{}, checked: map[string]bool{}}
	w.read(root)
	w.run(root, systems, nil, false)
	for _, tag := range w.tags() {
		w.run(root, systems[:1], []string{tag}, false)
	}
	w.run(root, systems[:1], nil, true)
	pairs := [][2]string{}
	for pair := range w.edges {
		pairs = append(pairs, pair)
	}
	sort.Slice(pairs, func(i, j int) bool { return fmt.Sprint(pairs[i]) < fmt.Sprint(pairs[j]) })
	check(json.NewEncoder(os.Stdout).Encode(pairs))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (w *world) read(root string) {
	check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		if entry.Name() == "go.mod" {
			w.module(path)
		}
		if strings.HasSuffix(path, ".go") {
			tree, _ := parser.ParseFile(w.set, path, nil, parser.ParseComments)
			if tree != nil && tree.Name != nil {
				w.files = append(w.files, &source{path, filepath.Dir(path), tree})
			}
		}
		return nil
	}))
}

// module reads a go.mod with the go command.
func (w *world) module(path string) {
	text, err := exec.Command("go", "mod", "edit", "-json", path).Output()
	if err != nil {
		return
	}
	var mod struct {
		Module  struct{ Path string }
		Replace []struct{ Old, New struct{ Path string } }
	}
	if json.Unmarshal(text, &mod) != nil {
		return
	}
	w.known[mod.Module.Path] = filepath.Dir(path)
	for _, one := range mod.Replace {
		if strings.HasPrefix(one.New.Path, ".") {
			if _, has := w.known[one.Old.Path]; !has {
				w.known[one.Old.Path] = filepath.Join(filepath.Dir(path), one.New.Path)
			}
		}
	}
}

// tags of the build constraints that are neither a system nor a processor nor a version.
func (w *world) tags() []string {
	found := map[string]bool{}
	for _, file := range w.files {
		for _, group := range file.tree.Comments {
			for _, comment := range group.List {
				if expr, err := constraint.Parse(comment.Text); err == nil && group.Pos() < file.tree.Package {
					expr.Eval(func(tag string) bool { found[tag] = true; return true })
					expr.Eval(func(tag string) bool { found[tag] = true; return false })
				}
			}
		}
	}
	names := []string{}
	for tag := range found {
		if tag != "ignore" && !strings.HasPrefix(tag, "go1") {
			names = append(names, tag)
		}
	}
	sort.Strings(names)
	return names
}

// run checks the folder once per system. With rest, it takes the files that no context before it had.
func (w *world) run(root string, systems []string, tags []string, rest bool) {
	for _, system := range systems {
		c := &context{world: w, build: build.Default, dirs: map[string]map[string][]*source{},
			packages: map[string]*types.Package{}, own: map[string]*types.Package{}, seen: map[string]string{}}
		c.build.GOOS, c.build.GOARCH, _ = strings.Cut(system, "/")
		c.build.BuildTags = tags
		for _, file := range w.files {
			ok, err := c.build.MatchFile(file.dir, filepath.Base(file.name))
			if (err == nil && ok) || (rest && !w.taken[file.name]) {
				w.taken[file.name] = true
				if c.dirs[file.dir] == nil {
					c.dirs[file.dir] = map[string][]*source{}
				}
				name := file.tree.Name.Name
				c.dirs[file.dir][name] = append(c.dirs[file.dir][name], file)
			}
		}
		for dir, packages := range c.dirs {
			if made := c.made(dir); !w.checked[made] {
				w.checked[made] = true
			} else {
				continue
			}
			for name := range packages {
				if !strings.HasSuffix(name, "_test") {
					whole := c.check(dir, packages[name])
					c.own[dir] = whole
					c.check(dir, packages[name+"_test"])
					delete(c.own, dir)
				}
			}
			for name := range packages {
				if strings.HasSuffix(name, "_test") && packages[strings.TrimSuffix(name, "_test")] == nil {
					c.check(dir, packages[name])
				}
			}
		}
	}
}

// made says which files a directory and those that it imports have in this context.
func (c *context) made(dir string) string {
	if text, has := c.seen[dir]; has {
		return text
	}
	c.seen[dir] = ""
	parts := []string{}
	for _, files := range c.dirs[dir] {
		for _, file := range files {
			parts = append(parts, file.name)
			for _, spec := range file.tree.Imports {
				if target := c.directory(strings.Trim(spec.Path.Value, "`\""), dir); target != "" && target != dir {
					parts = append(parts, c.made(target))
				}
			}
		}
	}
	sort.Strings(parts)
	c.seen[dir] = fmt.Sprintf("%s:%x", dir, sha256.Sum256([]byte(strings.Join(parts, "\n"))))
	return c.seen[dir]
}

// check finds what the identifiers of the files mean, and notes the edges.
func (c *context) check(dir string, files []*source) *types.Package {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	trees := []*ast.File{}
	for _, file := range files {
		trees = append(trees, file.tree)
		for _, spec := range file.tree.Imports {
			if spec.Name != nil && spec.Name.Name == "_" {
				c.initialised(file, strings.Trim(spec.Path.Value, "`\""))
			}
		}
	}
	settings := types.Config{Error: func(error) {}, Importer: from{c, dir}, FakeImportC: true}
	pkg, _ := settings.Check(dir, c.set, trees, info)
	for ident, object := range info.Uses {
		if object.Pkg() != nil && object.Parent() == object.Pkg().Scope() && object.Pos().IsValid() {
			c.edge(c.set.Position(ident.Pos()).Filename, c.set.Position(object.Pos()).Filename)
		}
	}
	return pkg
}

func (c *context) edge(src, dst string) {
	root, _ := filepath.Abs(os.Args[1])
	a, err := filepath.Rel(root, src)
	b, err2 := filepath.Rel(root, dst)
	if err == nil && err2 == nil && a != b && !strings.HasPrefix(b, "..") {
		c.edges[[2]string{filepath.ToSlash(a), filepath.ToSlash(b)}] = true
	}
}

func (c *context) initialised(file *source, path string) {
	for _, files := range c.dirs[c.directory(path, file.dir)] {
		for _, other := range files {
			for _, decl := range other.tree.Decls {
				function, is := decl.(*ast.FuncDecl)
				if is && function.Recv == nil && function.Name.Name == "init" && !isTest(other) {
					c.edge(file.name, other.name)
				}
			}
		}
	}
}

func isTest(file *source) bool { return strings.HasSuffix(file.name, "_test.go") }

// directory of an import path, empty when the folder does not have it.
func (c *context) directory(path, importer string) string {
	for dir := importer; len(dir) > 1; dir = filepath.Dir(dir) {
		if c.dirs[filepath.Join(dir, "vendor", path)] != nil {
			return filepath.Join(dir, "vendor", path)
		}
	}
	for prefix := path; prefix != "." && prefix != "/"; prefix = filepath.Dir(prefix) {
		if root, has := c.known[prefix]; has {
			return filepath.Join(root, strings.TrimPrefix(path, prefix))
		}
	}
	return ""
}

// from imports for one directory.
type from struct {
	*context
	dir string
}

func (f from) Import(path string) (*types.Package, error) {
	dir := f.directory(path, f.dir)
	if dir == "" {
		if strings.Contains(strings.Split(path, "/")[0], ".") {
			return nil, fmt.Errorf("%s is third-party", path)
		}
		return f.standard.Import(path)
	}
	if pkg := f.own[dir]; pkg != nil && dir == f.dir {
		return pkg, nil
	}
	if pkg, has := f.packages[dir]; has {
		if pkg == nil {
			return nil, fmt.Errorf("%s imports itself", path)
		}
		return pkg, nil
	}
	f.packages[dir] = nil
	trees := []*ast.File{}
	name := ""
	for candidate := range f.dirs[dir] {
		if !strings.HasSuffix(candidate, "_test") && (name == "" || candidate != "main" && (name == "main" || candidate < name)) {
			name = candidate
		}
	}
	for _, file := range f.dirs[dir][name] {
		if !isTest(file) {
			trees = append(trees, file.tree)
		}
	}
	if len(trees) == 0 {
		return nil, fmt.Errorf("%s has no files", path)
	}
	settings := types.Config{Error: func(error) {}, Importer: from{f.context, dir}, IgnoreFuncBodies: true, FakeImportC: true}
	pkg, _ := settings.Check(path, f.set, trees, nil)
	f.packages[dir] = pkg
	return pkg, nil
}
