import pytest

from pipeline.errors import InputError
from pipeline.repository_prompt import repository_prompt

FILES = {
    "app.py": "import shop.cart\n\n\ndef main():\n    ",
    "shop/__init__.py": "",
    "shop/cart.py": "from shop.price import total\n\n\ndef cart():\n    return total()\n",
    "shop/price.py": "def total():\n    return 3",
    "users.py": "import app\n",
    "alone.go": "package alone\n",
    "node_modules/x/index.js": "module.exports = 1\n",
    "notes.unknown": "words\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    found = tmp_path_factory.mktemp("repository")
    for name, text in FILES.items():
        (found / name).parent.mkdir(parents=True, exist_ok=True)
        (found / name).write_text(text)
    return found


def test_dependencies_come_first_as_in_a_document(root):
    prompt = repository_prompt(root, "app.py", 10_000, len)
    assert prompt.context == (
        "# shop/price.py\ndef total():\n    return 3\n\n"
        "# shop/cart.py\nfrom shop.price import total\n\n\ndef cart():\n    return total()\n\n"
    )
    assert (prompt.header, prompt.text) == ("# app.py\n", FILES["app.py"])


def test_the_nearest_dependencies_stay_when_not_all_fit(root):
    own, cart = len(f"# app.py\n{FILES['app.py']}"), len(f"# shop/cart.py\n{FILES['shop/cart.py']}\n")
    assert repository_prompt(root, "app.py", own + cart, len).paths == ("shop/cart.py",)
    assert repository_prompt(root, "app.py", own + cart - 1, len).paths == ("shop/price.py",)
    assert repository_prompt(root, "app.py", 0, len).context == ""


def test_a_file_without_dependencies_stands_alone(root):
    assert repository_prompt(root, "alone.go", 10_000, len).paths == ()


@pytest.mark.parametrize(("path", "problem"), [
    ("shop/carts.py", "did you mean shop/cart.py"), ("notes.unknown", "no file notes.unknown in a known language"),
    ("../secret\x1b.py", r"no file ../secret\x1b.py"),
])
def test_files_that_cannot_be_completed_are_told(root, path, problem):
    with pytest.raises(InputError) as raised:
        repository_prompt(root, path, 10, len)
    assert problem in str(raised.value)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        repository_prompt(tmp_path / "nowhere", "a.py", 10, len)
