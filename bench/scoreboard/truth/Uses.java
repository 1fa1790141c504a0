import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import com.sun.tools.javac.code.Symbol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Which files a folder's Java sources use, by javac's own attribution; errors, such as classes of libraries that are not
 * there, are passed over. Prints a line "src TAB dst TAB how" per use, paths relative to the folder: `how` is `named`
 * where the source spells a type or a statically imported member, `typed` where only the type of an expression leads
 * there. Nothing is run and nothing is written. The sources are taken root by root, because modules of a project may
 * declare the same class; each root sees itself first, then the others, nearest first.
 */
public final class Uses {
  private static final List<String> OPTIONS = List.of(
      "-proc:none", "-implicit:none", "-nowarn", "-Xmaxerrs", "1", "-encoding", "UTF-8", "-XDshould-stop.ifError=FLOW");
  private final Path folder;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final TreeSet<String> found = new TreeSet<>();

  private Uses(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Uses uses = new Uses(Path.of(arguments[0]).toRealPath());
    Map<Path, List<Path>> roots = uses.roots();
    for (Path root : roots.keySet()) {
      uses.attribute(root, roots);
    }
    System.out.print(uses.found.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }

  private List<Path> sources() throws Exception {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".java") && Files.isRegularFile(path))
          .filter(path -> !path.endsWith("module-info.java")).sorted().collect(Collectors.toList());
    }
  }

  /** Sources by their root: the folder that is left when the folders of the package are taken away. */
  private Map<Path, List<Path>> roots() throws Exception {
    Map<Path, List<Path>> roots = new LinkedHashMap<>();
    for (Path path : sources()) {
      roots.computeIfAbsent(root(path), any -> new ArrayList<>()).add(path);
    }
    return roots;
  }

  private Path root(Path path) throws Exception {
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task = (JavacTask) compiler.getTask(null, files, problem -> {}, OPTIONS, null,
          files.getJavaFileObjects(path));
      for (CompilationUnitTree unit : task.parse()) {
        String spelled = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
        Path place = Path.of(spelled.replace('.', '/'));
        if (!spelled.isEmpty() && path.getParent().endsWith(place)) {
          Path root = path.getParent();
          for (int depth = place.getNameCount(); depth > 0; depth--) {
            root = root.getParent();
          }
          return root;
        }
      }
    }
    return path.getParent();
  }

  private void attribute(Path root, Map<Path, List<Path>> roots) throws Exception {
    List<Path> search = roots.keySet().stream()
        .sorted(Comparator.comparingInt((Path other) -> root.relativize(other).getNameCount() * (other.equals(root) ? 0 : 1))
            .thenComparing(Comparator.naturalOrder()))
        .collect(Collectors.toList());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = new ArrayList<>(OPTIONS);
      options.add("-sourcepath");
      options.add(search.stream().map(Path::toString).collect(Collectors.joining(":")));
      JavacTask task = (JavacTask) compiler.getTask(null, files, problem -> {}, options, null,
          files.getJavaFileObjectsFromFiles(roots.get(root).stream().map(Path::toFile).collect(Collectors.toList())));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      try {
        task.analyze();
      } catch (RuntimeException | Error failure) {
        System.err.println(root + ": javac gave up: " + failure);
      }
      for (CompilationUnitTree unit : units) {
        new Names(Trees.instance(task), unit).scan(unit, null);
      }
    }
  }

  /** Records what the names of one source stand for. */
  private final class Names extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final String src;

    Names(Trees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.src = relative(unit.getSourceFile());
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void nothing) {
      record(tree, true);
      return super.visitIdentifier(tree, nothing);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
      record(tree, false);
      return super.visitMemberSelect(tree, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void nothing) {
      record(tree, false);
      return super.visitMemberReference(tree, nothing);
    }

    private void record(Tree tree, boolean bare) {
      Element element;
      try {
        element = trees.getElement(getCurrentPath());
      } catch (RuntimeException failure) {
        return;
      }
      if (!(element instanceof Symbol)) {
        return;
      }
      Symbol.ClassSymbol outermost = outermost((Symbol) element);
      if (outermost == null || outermost.sourcefile == null) {
        return;
      }
      boolean type = element instanceof Symbol.ClassSymbol;
      boolean imported = bare && element.getModifiers().contains(Modifier.STATIC);
      String dst = relative(outermost.sourcefile);
      if (dst != null && src != null && !dst.equals(src)) {
        found.add(src + "\t" + dst + "\t" + (type || imported ? "named" : "typed"));
      }
    }

    /** The top-level class that a symbol lies in; null for packages and for what the language itself declares. */
    private Symbol.ClassSymbol outermost(Symbol symbol) {
      for (Symbol inner = symbol; inner != null; inner = inner.owner) {
        if (inner instanceof Symbol.ClassSymbol && inner.owner instanceof Symbol.PackageSymbol) {
          return (Symbol.ClassSymbol) inner;
        }
      }
      return null;
    }

    private String relative(JavaFileObject file) {
      if (!"file".equals(file.toUri().getScheme())) {
        return null;  // a class of the JDK
      }
      Path path = Path.of(file.toUri());
      return path.startsWith(folder) ? folder.relativize(path).toString() : null;
    }
  }
}
