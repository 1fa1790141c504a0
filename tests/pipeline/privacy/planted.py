"""Made-up secrets of every kind, code of several languages to plant them in, and things that only look like secrets.

Secrets are put together when the tests run, so that no file of the project looks as if it held one.
"""

import base64
import random
import string

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
URL = ALNUM + "_-"
UPPER = string.ascii_uppercase + string.digits

# One literal per language into which a secret goes, and a program around it.
LANGUAGES = {
    "python": (
        "import os\n\n\nclass Client:\n    def __init__(self):\n        self.value = '{}'\n\n"
        "    def send(self, body):\n        return os.path.join(self.value, body)\n"
    ),
    "javascript": 'export function connect(options) {{\n  const value = "{}";\n  return open(value, options);\n}}\n',
    "java": 'class Client {{\n    static final String VALUE = "{}";\n    int size() {{ return VALUE.length(); }}\n}}\n',
    "go": 'package main\n\nconst value = "{}"\n\nfunc main() {{\n\tprintln(value)\n}}\n',
    "ruby": "class Client\n  VALUE = '{}'\n  def size\n    VALUE.length\n  end\nend\n",
    "c": 'static const char *value = "{}";\n\nint first(void) {{\n    return value[0];\n}}\n',
    "rust": 'const VALUE: &str = "{}";\n\nfn main() {{\n    println!("{{}}", VALUE);\n}}\n',
    "php": "<?php\n$value = '{}';\nfunction size() {{ global $value; return strlen($value); }}\n",
    "yaml": 'service:\n  port: 80\n  value: "{}"\n  replicas: 2\n',
}


def secrets(random_: random.Random) -> dict[str, list[str]]:
    """Texts to plant, by kind; those with a place for a name are `(before, secret, after)` joined with |."""

    def some(letters, count):
        return "".join(random_.choices(letters, k=count))

    def b64(count):
        return base64.b64encode(random_.randbytes(count)).decode()

    def id_():
        return some("123456789", 1) + some(string.digits, 17)

    payload = base64.urlsafe_b64encode(b'{"sub":"' + some(ALNUM, 30).encode() + b'"}').decode().rstrip("=")
    uuid = "-".join(some(HEX, count) for count in (8, 4, 4, 4, 12))
    return {
        "aws_access_key": ["AK" + "IA|" + some(string.ascii_uppercase + "234567", 16)],
        "aws_secret_key": ["aws_secret" + "_access_key=|" + b64(30)],
        "github": ["gh" + f"{sort}_|" + some(ALNUM, 36) for sort in "pous"],
        "github_fine_grained": ["github" + "_pat_|" + some(ALNUM, 22) + "_" + some(ALNUM, 59)],
        "gitlab": ["gl" + "pat-|" + some(URL, 19) + "a"],
        "slack": ["xo" + "xb-|" + some(string.digits, 12) + "-" + some(string.digits, 12) + "-" + some(ALNUM, 24)],
        "slack_webhook": [
            "https://hooks.slack" + ".com/services/|T" + some(UPPER, 8) + "/B" + some(UPPER, 8) + "/" + some(ALNUM, 24)
        ],
        "stripe": [
            "sk" + "_live_|" + some(ALNUM, 24),
            "rk" + "_live_|" + some(ALNUM, 99),
            "whs" + "ec_|" + some(ALNUM, 32),
        ],
        "google_api_key": ["AI" + "za|" + some(URL, 34) + "b"],
        "google_oauth": ["GOC" + "SPX-|" + some(URL, 27) + "c", "ya" + "29.|" + some(URL, 120) + "d"],
        "npm": ["np" + "m_|" + some(ALNUM, 36)],
        "pypi": ["py" + "pi-AgE|" + some(URL, 160)],
        "rubygems": ["ruby" + "gems_|" + some(HEX, 48)],
        "sendgrid": ["S" + "G.|" + some(URL, 22) + "." + some(URL, 42) + "e"],
        "twilio": ["S" + "K|" + some(HEX, 32)],
        "anthropic": ["sk" + "-ant-api03-|" + some(URL, 93) + "AA"],
        "openai": [
            "sk" + "-|" + some(ALNUM, 20) + "T3Blbk" + "FJ" + some(ALNUM, 20),
            "sk" + "-proj-|" + some(URL, 74) + "f",
        ],
        "jwt": ["ey" + "JhbGciOiJIUzI1NiJ9.ey" + "J|" + payload[3:] + "." + some(URL, 42) + "g"],
        "private_key": [
            "-----BEGIN "
            + "RSA PRIVATE KEY-----\\n|"
            + "\\n".join(some(ALNUM + "+/", 64) for _ in range(9))
            + "|\\n-----END RSA PRIVATE KEY-----\\n"
        ],
        "azure_storage": ["DefaultEndpointsProtocol=https;AccountName=store;Account" + "Key=|" + b64(64)],
        "digitalocean": ["do" + "p_v1_|" + some(HEX, 64)],
        "telegram": [some("123456789", 10) + ":A" + "A|" + some(URL, 32) + "h"],
        "discord_webhook": ["https://discord.com" + f"/api/webhooks/{id_()}/|" + some(URL, 67) + "k"],
        "discord_bot": ["Authorization: B" + "ot |M" + some(ALNUM, 23) + "." + some(ALNUM, 6) + "." + some(ALNUM, 38)],
        "heroku": ["HEROKU" + "_API_KEY=|" + uuid],
        "mailgun": ["ke" + "y-|" + some(HEX, 32)],
        "shopify": ["shp" + "at_|" + some(HEX, 32)],
        "square": ["sq0" + "csp-|" + some(URL, 42) + "m"],
        "hugging_face": ["h" + "f_|" + some(string.ascii_letters, 34)],
        "databricks": ["da" + "pi|" + some(HEX, 32)],
        "docker": ["dckr" + "_pat_|" + some(ALNUM, 27)],
        "atlassian": ["ATA" + "TT3|" + some(URL, 180)],
        "postman": ["PM" + "AK-|" + some(HEX, 24) + "-" + some(HEX, 34)],
        "service_token": [
            "gs" + "k_|" + some(ALNUM, 52),
            "lin" + "_api_|" + some(ALNUM, 40),
            "hv" + "s.|" + some(URL, 92) + "n",
        ],
        "authorization": ["Authorization: Bear" + "er |" + some(ALNUM, 40), "Authorization: Bas" + "ic |" + b64(24)],
        "url_password": [
            "postgres://admin:|" + some(ALNUM, 12) + "|@db.corp-net.io:5432/main",
            "redis://:|" + some(ALNUM + "!-_", 15) + "7|@cache:6379/0",
        ],
        "email": [
            f"|{name}@{domain}|"
            for name, domain in (
                ("ada.lovelace", "engines" + "-corp.co.uk"),
                ("k.zuse" + some(string.digits, 2), "gmail" + ".com"),
                ("grace+list", "navy-mail" + ".de"),
            )
        ],
        "ipv4": [
            f"|{random_.randint(64, 99)}." + ".".join(str(random_.randint(1, 254)) for _ in range(3)) + "|",
        ],
        "ipv6": [
            f"|2a01:4f8:{some('123456789', 2)}a:{some('123456789', 4)}::2|",
            "|2003:" + ":".join(some("123456789", 1) + some(HEX, 3) for _ in range(7)) + "|",
        ],
    }


def assigned(random_: random.Random) -> dict[str, list[str]]:
    """Whole lines with a password or a key behind a name, by the language they are written in."""

    def some(letters, count):
        return "".join(random_.choices(letters, k=count - 1)) + random_.choice(string.digits)

    word, key = some(ALNUM + "!%", 13), some(ALNUM, 32)
    return {
        "python": [
            "pass" + f"word = '|{word}|'\n",
            "config = {'api" + f"_key': '|{key}|'}}\n",
            "connect(user='me', pass" + f"wd='|{word}|')\n",
        ],
        "javascript": ["const options = { client" + f'Secret: "|{key}|" }};\n'],
        "java": ["class A { String db" + f'Password = "|{word}|"; }}\n'],
        "go": ["package a\n\nvar auth" + f'Token = "|{key}|"\n'],
        "ruby": ["OPTIONS = { 'secret" + f"_key_base' => '|{key}|' }}\n"],
        "yaml": ["database:\n  pass" + f"word: |{some(ALNUM, 9)}417|\n  user: me\n"],
    }


# Nothing in these is a secret or somebody's.
CLEAN = [
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    '"integrity": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="',
    "id = '123e4567-e89b-12d3-a456-426614174000'",
    "token = '123e4567-e89b-12d3-a456-426614174000'",
    "git clone git@github.com:owner/name.git",
    "From: noreply@github.com",
    "you@example.com",
    "user@example.org",
    "1234+name@users.noreply.github.com",
    "your.name@company.com",
    "root@localhost",
    "image@2x.png",
    "pkg@1.2.3",
    "x = a@b.T",
    "y = self.w@x.to(device)",
    "@app.route('/x')",
    "from a import b  # @param.name",
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.254",
    "172.16.99.200",
    "169.254.169.254",
    "192.0.2.55",
    "198.51.100.7",
    "203.0.113.99",
    "8.8.8.8",
    "1.1.1.1",
    "255.255.255.255",
    "0.0.0.0",
    "224.0.0.251",
    "10.0.0.0/8",
    "140.82.112.0/20",
    "version 1.2.3.4",
    "v4.8.115.2",
    "Chrome/120.0.6099.109",
    "Version=4.0.0.199",
    "1.3.6.1.4.1.311.2",
    "999.999.999.999",
    "::1",
    "fe80::1",
    "2001:db8::8a2e:370:7334",
    "2001:4860:4860::8888",
    "2023:10:11 12:00:00",
    "std::vector<int>",
    "fd12:3456::1",
    "password = 'changeme'",
    "password = '<password>'",
    "password = 'xxxxxxxx'",
    "password = '${DB_PASSWORD}'",
    "password = os.environ['DB_PASSWORD']",
    "password: '{{ vault_password }}'",
    "password = 'password123'",
    "password = input()",
    "PASSWORD=$(cat file)",
    "passwordField = 'user_password_1'",
    "secret = 'your-secret-key-here-123456'",
    "api_key = None",
    "api_key = 'YOUR_API_KEY_1234567890'",
    "token = get_token(user1, 42)",
    "token_url = 'oauth2/v2.0/token'",
    "token_type = 'bearer_token_type_v123'",
    "tokens = ['<s>', '</s>', '<unk>']",
    "secret_name = 'prod/db/password-2024-01'",
    "password_hash = '5f4dcc3b5aa765d61d8327deb882cf99aa'",
    "sha_token = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'",
    "postgres://user:password@localhost/db",
    "http://user:pass@host:80/",
    "https://${USER}:${PASS}@host/",
    "http://host:8080/@scope/x",
    "redis://localhost:6379/0",
    "mysql://root:***@db/x",
    "task-3f786850e387550fdab836ed7e6dc881",
    "sk-learn",
    "desk-lamp-model",
    "sk-" + "x" * 40,
    "AK" + "IAIOSFODNN7EXAMPLE",
    "ghp_" + "x" * 36,
    "ghp_short",
    "npm_config_registry",
    "npm_package_version_1234",
    "Bearer <token>",
    "Bearer ${token}",
    "Authorization: Basic realm",
    "a basic understanding12 of it",
    "key-value-store",
    "eyJhbGciOiJIUzI1NiJ9",
    "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK\n-----END PUBLIC KEY-----",
    "if line == '-----BEGIN RSA PRIVATE KEY-----':\n    skip()",
    "hf_hub_download",
    "SG.SG.SG",
    "xoxb-your-token",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
]
