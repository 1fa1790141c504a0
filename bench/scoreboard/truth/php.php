<?php
// Prints, as a JSON list of pairs, which file below a folder names what which other declares, or includes it.
//
// PHP's own tokenizer reads the files; names mean what the manual says (Language Reference, "Name resolution rules"),
// and a class, function or constant is the file's that declares it: composer.json's autoload entries choose among
// several (PSR-4, the longest prefix first), else the nearest directory; of a constant that several files define() no one
// knows whose it is. A `use` counts by itself. Paths of include and require are worked out where they are made of text,
// __DIR__, __FILE__, dirname() and constants whose define() is made of such. Nothing of the folder runs.
ini_set('memory_limit', '-1');
$root = realpath($argv[1]);
$files = [];
$manifests = [];
$walk = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS));
foreach ($walk as $path => $info) {
    if ($info->isFile() && !$info->isLink()) {
        if (preg_match('/\.(php|inc|phpt|phtml|module|install|theme|engine|profile)$/', $path)
            || (!str_contains(basename($path), '.') && preg_match('/^#!.*\bphp/', (string) file_get_contents($path, length: 60)))) {
            $files[] = $path;
        } elseif (basename($path) === 'composer.json') {
            $manifests[] = $path;
        }
    }
}
sort($files);
$prefixes = [];
foreach ($manifests as $path) {
    $read = json_decode(file_get_contents($path), true);
    foreach (['autoload', 'autoload-dev'] as $section) {
        foreach ((array) ($read[$section]['psr-4'] ?? []) as $prefix => $directories) {
            foreach ((array) $directories as $directory) {
                $prefixes[strtolower(trim($prefix, '\\'))][] = rtrim(dirname($path) . '/' . trim($directory, './'), '/');
            }
        }
    }
}

/** What one file declares and names: [kind, full name, fallback name] with kind class, function or const; and paths. */
final class Reader
{
    public array $declares = [];
    public array $names = [];
    public array $paths = [];
    public array $constants = [];
    public static array $known = [];
    private string $space = '';
    private array $uses = ['class' => [], 'function' => [], 'const' => []];
    private array $tokens;
    private int $at = 0;

    public function __construct(private string $path)
    {
        $skipped = [T_WHITESPACE, T_COMMENT, T_DOC_COMMENT];
        $tokens = PhpToken::tokenize(file_get_contents($path));
        $this->tokens = array_values(array_filter($tokens, fn ($token) => !$token->is($skipped)));
        $this->read();
    }

    private function token(int $at): PhpToken
    {
        return $this->tokens[$at] ?? new PhpToken(-1, '');
    }

    private static function isName(PhpToken $token): bool
    {
        return $token->is([T_STRING, T_NAME_QUALIFIED, T_NAME_FULLY_QUALIFIED, T_NAME_RELATIVE]);
    }

    private function read(): void
    {
        $depth = 0;
        $classes = [];  // depths of the braces of class bodies
        $functions = [];
        $opens = null;  // what the next brace opens
        for ($this->at = 0; $this->at < count($this->tokens); $this->at++) {
            $token = $this->token($this->at);
            $next = $this->token($this->at + 1);
            $before = $this->token($this->at - 1);
            if ($token->is(['{', T_CURLY_OPEN, T_DOLLAR_OPEN_CURLY_BRACES])) {
                $depth++;
                if ($opens === 'class') {
                    $classes[] = $depth;
                } elseif ($opens === 'function') {
                    $functions[] = $depth;
                }
                $opens = null;
            } elseif ($token->is('}')) {
                if (end($classes) === $depth) {
                    array_pop($classes);
                }
                if (end($functions) === $depth) {
                    array_pop($functions);
                }
                $depth--;
            } elseif ($token->is(';')) {
                $opens = null;
            } elseif ($token->is(T_NAMESPACE) && ($next->is([T_STRING, T_NAME_QUALIFIED, '{']))) {
                $this->space = $next->is('{') ? '' : $next->text;
                $this->uses = ['class' => [], 'function' => [], 'const' => []];
                $this->at += $next->is('{') ? 0 : 1;
            } elseif ($token->is(T_USE) && !$before->is(')')) {
                end($classes) === $depth && $depth ? $this->traits() : $this->imported();
            } elseif ($token->is([T_CLASS, T_INTERFACE, T_TRAIT, T_ENUM]) && !$before->is(T_DOUBLE_COLON)) {
                $opens = 'class';
                if (self::isName($next) && !$before->is(T_NEW)) {
                    $this->declare('class', $next->text);
                    $this->at++;
                }
                $this->header();
            } elseif ($token->is([T_FUNCTION, T_FN])) {
                $name = $next->text === '&' ? 2 : 1;
                $in_class = $classes && end($classes) === $depth;
                if (!$this->token($this->at + $name)->is('(')) {
                    if (!$in_class && $token->is(T_FUNCTION)) {
                        $this->declare('function', $this->token($this->at + $name)->text);
                    }
                    $this->at += $name;
                }
                $opens = 'function';
                $this->signature();
            } elseif ($token->is(T_CONST) && !($classes && end($classes) === $depth)) {
                $this->declare('const', $next->text);
                $this->at++;
            } elseif ($token->is([T_INCLUDE, T_INCLUDE_ONCE, T_REQUIRE, T_REQUIRE_ONCE])) {
                $this->included();
            } elseif ($token->is(T_CATCH)) {
                for ($this->at += 2; !$this->token($this->at)->is([T_VARIABLE, ')']) && $this->at < count($this->tokens); $this->at++) {
                    $this->named('class', $this->token($this->at));
                }
            } elseif ($classes && end($classes) === $depth && $token->is([T_VAR, T_PUBLIC, T_PROTECTED, T_PRIVATE, T_STATIC, T_READONLY])) {
                $this->type();
            } elseif ($token->is(T_ATTRIBUTE)) {
                $this->named('class', $next);
                $this->at += self::isName($next) ? 1 : 0;
            } elseif (self::isName($token)) {
                $this->expression($token, $before, $next);
            }
        }
    }

    private function expression(PhpToken $token, PhpToken $before, PhpToken $next): void
    {
        if ($before->is([T_OBJECT_OPERATOR, T_NULLSAFE_OBJECT_OPERATOR, T_DOUBLE_COLON, T_GOTO])) {
            return;
        }
        if ($before->is([T_NEW, T_INSTANCEOF]) || $next->is(T_DOUBLE_COLON)) {
            $this->named('class', $token);
        } elseif ($next->is('(')) {
            $this->named('function', $token);
            if (strtolower($token->text) === 'define' && $this->token($this->at + 2)->is(T_CONSTANT_ENCAPSED_STRING)) {
                $name = trim($this->token($this->at + 2)->text, '\'"');
                $this->declares[] = ['const', $name];
                $this->constants[$name] = $this->at + 4;
            }
        } elseif (!$next->is([':', T_DOUBLE_ARROW]) || !$token->is(T_STRING) || !$before->is(['(', ',', '{', ';', '}'])) {
            $this->named('const', $token);
        }
    }

    private function declare(string $kind, string $name): void
    {
        $this->declares[] = [$kind, ltrim($this->space . '\\' . $name, '\\')];
    }

    /** Note a name that stands for a class, function or constant. */
    private function named(string $kind, PhpToken $token): void
    {
        if (!self::isName($token) || in_array(strtolower($token->text), ['self', 'static', 'parent', 'true', 'false', 'null'])) {
            return;
        }
        $text = $token->text;
        [$head, $rest] = array_pad(explode('\\', $text, 2), 2, null);
        if ($token->is(T_NAME_FULLY_QUALIFIED)) {
            $this->names[] = [$kind, ltrim($text, '\\'), null];
        } elseif ($token->is(T_NAME_RELATIVE)) {
            $this->names[] = [$kind, ltrim($this->space . '\\' . $rest, '\\'), null];
        } elseif ($rest !== null && isset($this->uses['class'][strtolower($head)])) {
            $this->names[] = [$kind, $this->uses['class'][strtolower($head)] . '\\' . $rest, null];
        } elseif ($rest === null && isset($this->uses[$kind][$kind === 'const' ? $head : strtolower($head)])) {
            $this->names[] = [$kind, $this->uses[$kind][$kind === 'const' ? $head : strtolower($head)], null];
        } else {
            $this->names[] = [$kind, ltrim($this->space . '\\' . $text, '\\'), $kind !== 'class' && $rest === null ? $text : null];
        }
    }

    /** `use A\{B, function c} as D;` */
    private function imported(): void
    {
        $kind = 'class';
        $prefix = $name = '';
        $inner = null;
        $alias = null;
        for ($this->at++; $this->at < count($this->tokens); $this->at++) {
            $token = $this->token($this->at);
            if ($token->is(T_FUNCTION) || $token->is(T_CONST)) {
                $found = $token->is(T_FUNCTION) ? 'function' : 'const';
                $prefix === '' && $name === '' ? $kind = $found : $inner = $found;
            } elseif ($token->is('{')) {
                [$prefix, $name] = [trim($name, '\\') . '\\', ''];
            } elseif ($token->is(T_AS)) {
                $alias = $this->token(++$this->at)->text;
            } elseif ($token->is([',', ';', '}'])) {
                if ($name !== '') {
                    $full = ltrim($prefix . ltrim($name, '\\'), '\\');
                    $as = $alias ?? substr('\\' . $full, strrpos('\\' . $full, '\\') + 1);
                    $is = $inner ?? $kind;
                    $this->uses[$is][$is === 'const' ? $as : strtolower($as)] = $full;
                    $this->names[] = [$is, $full, null];
                }
                [$name, $alias, $inner] = ['', null, null];
                if ($token->is(';')) {
                    return;
                }
            } else {
                $name .= $token->text;
            }
        }
    }

    private function traits(): void
    {
        for ($this->at++; !$this->token($this->at)->is([';', '{']) && $this->at < count($this->tokens); $this->at++) {
            $this->named('class', $this->token($this->at));
        }
        $this->at--;
    }

    /** What stands between a class's name and its body: what it extends and implements; constructor arguments stay. */
    private function header(): void
    {
        if ($this->token($this->at + 1)->is('(')) {
            return;
        }
        while (!$this->token($this->at + 1)->is(['{', ';']) && $this->at + 1 < count($this->tokens)) {
            $this->at++;
            $this->token($this->at)->is(':') ?: $this->named('class', $this->token($this->at));
        }
    }

    /** Types of parameters and of the result, default values too. */
    private function signature(): void
    {
        $depth = 0;
        $value = false;
        for ($this->at++; $this->at < count($this->tokens); $this->at++) {
            $token = $this->token($this->at);
            if ($token->is(['(', '['])) {
                $depth++;
            } elseif ($token->is([')', ']'])) {
                $depth--;
                $value = $value && $depth > 1;
            } elseif ($token->is('=')) {
                $value = true;
            } elseif ($token->is(',') && $depth === 1) {
                $value = false;
            } elseif ($token->is(T_ATTRIBUTE)) {
                $depth++;
                $this->named('class', $this->token(++$this->at));
            } elseif ($depth <= 0 && $token->is(['{', ';', T_DOUBLE_ARROW])) {
                break;
            } elseif (self::isName($token) && !$token->is(T_VARIABLE)) {
                $value ? $this->expression($token, $this->token($this->at - 1), $this->token($this->at + 1)) : $this->named('class', $token);
            }
        }
        $this->at--;
    }

    /** The type of a property. */
    private function type(): void
    {
        $stop = [T_VARIABLE, T_FUNCTION, T_CONST, T_CLASS, '{', ';', '('];
        for ($look = $this->at + 1; !$this->token($look)->is($stop) && $look < count($this->tokens); $look++);
        if ($this->token($look)->is(T_VARIABLE)) {
            for ($this->at++; $this->at < $look; $this->at++) {
                $this->named('class', $this->token($this->at));
            }
        }
    }

    private function included(): void
    {
        $this->paths[] = $this->at + 1;
    }

    /** The text of the expression that starts at a token, or null. */
    public function textAt(int $at): ?string
    {
        $text = $this->text($at);
        return $this->token($at)->is([';', ')', ',', T_CLOSE_TAG]) ? $text : null;
    }

    private function text(int &$at): ?string
    {
        $parts = [];
        while (true) {
            $token = $this->token($at++);
            if ($token->is('(')) {
                $parts[] = $this->text($at);
                $at += $this->token($at)->is(')') ? 1 : 0;
            } elseif ($token->is(T_CONSTANT_ENCAPSED_STRING)) {
                $parts[] = stripslashes(substr($token->text, 1, -1));
            } elseif ($token->is(T_DIR)) {
                $parts[] = dirname($this->path);
            } elseif ($token->is(T_FILE)) {
                $parts[] = $this->path;
            } elseif (strtolower(ltrim($token->text, '\\')) === 'dirname' && $this->token($at)->is('(')) {
                $at++;
                $inner = $this->text($at);
                $levels = 1;
                if ($this->token($at)->is(',')) {
                    $levels = (int) $this->token($at + 1)->text;
                    $at += 2;
                }
                $at++;
                $parts[] = $inner === null ? null : dirname($inner, max(1, $levels));
            } elseif ($token->is(T_STRING) && isset(Reader::$known[$token->text])) {
                $parts[] = Reader::$known[$token->text];
            } else {
                return null;
            }
            if (!$this->token($at)->is('.')) {
                break;
            }
            $at++;
        }
        return in_array(null, $parts, true) ? null : implode('', $parts);
    }
}

$readers = [];
$declaring = ['class' => [], 'function' => [], 'const' => []];
foreach ($files as $path) {
    $readers[$path] = new Reader($path);
    foreach ($readers[$path]->declares as [$kind, $name]) {
        $declaring[$kind][$kind === 'const' ? $name : strtolower($name)][$path] = true;
    }
}

// Constants that are texts: those of the same value wherever they are defined; twice, as one may be made of another.
foreach ([1, 2] as $_) {
    $values = [];
    foreach ($readers as $reader) {
        foreach ($reader->constants as $name => $at) {
            $text = $reader->textAt($at);
            $text === null ?: $values[$name][$text] = true;
        }
    }
    Reader::$known = array_map(fn ($texts) => (string) array_key_first($texts), array_filter($values, fn ($texts) => count($texts) === 1));
}

function steps(string $a, string $b): int
{
    $a = explode('/', $a);
    $b = explode('/', $b);
    for ($same = 0; $same < min(count($a), count($b)) && $a[$same] === $b[$same]; $same++);
    return count($a) + count($b) - 2 * $same;
}

function chosen(string $kind, string $name, string $from): ?string
{
    global $declaring, $prefixes;
    $found = array_keys($declaring[$kind][$kind === 'const' ? $name : strtolower($name)] ?? []);
    if ($kind === 'const' && count($found) > 1) {
        return null;
    }
    if (count($found) < 2 || in_array($from, $found, true)) {
        return $found ? (in_array($from, $found, true) ? $from : $found[0]) : null;
    }
    for ($prefix = $kind === 'class' ? strtolower($name) : ''; $prefix !== ''; $prefix = substr($prefix, 0, (int) strrpos($prefix, '\\'))) {
        foreach ($prefixes[$prefix] ?? [] as $directory) {
            $path = $directory . '/' . str_replace('\\', '/', substr($name, strlen($prefix) + 1)) . '.php';
            if (in_array($path, $found, true)) {
                return $path;
            }
        }
    }
    usort($found, fn ($a, $b) => [steps(dirname($from), dirname($a)), strlen($a), $a] <=> [steps(dirname($from), dirname($b)), strlen($b), $b]);
    return $found[0];
}

$pairs = [];
foreach ($readers as $path => $reader) {
    foreach ($reader->names as [$kind, $name, $fallback]) {
        $target = chosen($kind, $name, $path) ?? ($fallback === null ? null : chosen($kind, $fallback, $path));
        $pairs["$path\0$target"] = [$path, $target];
    }
    foreach ($reader->paths as $at) {
        if (($spelled = $reader->textAt($at)) === null || $spelled === '') {
            continue;
        }
        $full = $spelled[0] === '/' ? $spelled : dirname($path) . '/' . $spelled;
        $target = realpath($full) ?: null;
        $pairs["$path\0$target"] = [$path, $target];
    }
}
$inside = fn ($pair) => $pair[1] !== null && $pair[0] !== $pair[1] && str_starts_with($pair[1], "$root/");
$short = fn ($pair) => [substr($pair[0], strlen($root) + 1), substr($pair[1], strlen($root) + 1)];
echo json_encode(array_map($short, array_values(array_filter($pairs, $inside))), JSON_INVALID_UTF8_SUBSTITUTE), "\n";
