"""Which node a written target means."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import unquote

from art17.graph.facts import PREFIXES
from art17.graph.graph import Nodes
from art17.graph.node import Node
from art17.model.nearest import nearest
from art17.model.value import leaves
from art17.model.vocabulary import Vocabulary

_SCHEMES = (
    "http://",
    "https://",
    "mailto:",
    "ftp://",
    "sharepoint:",
    "urn:",
    "doi:",
    "tel:",
    "data:",
    "javascript:",
    "sms:",
    "irc:",
    "xmpp:",
)
_NOT_READ = frozenset(
    {
        ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".png", ".jpg", ".jpeg",
        ".tif", ".tiff", ".zip", ".eml", ".msg",
    }
)  # fmt: skip
"""The endings of documents of which only a side-car can say something."""

_OF_FILES = _NOT_READ | {".md", ".markdown", ".yaml", ".yml", ".json", ".csv", ".txt", ".html", ".svg"}
_TEMPLATED = re.compile(r"\{\{|\{%|<%|[$#]\{|^%[=-]")
_MADE = re.compile(
    r"/(?:[a-z]{2}/)?(?:(?:tags?|categor(?:y|ies)|series|authors?)/|(?:sitemap|feed|rss|atom|index)\.xml$|(?:robots|llms)\.txt$)|(?:.{0,200}/)?favicon\.(?:ico|png|svg)$",
    re.IGNORECASE,
)
"""Pages and files that a site makes by itself: of what its pages are filed under, feeds, its map, its icon."""
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}")


_MISSPELLED = 0.92
"""How much alike a label is to the one that is meant; more than the labels of a family are."""
_WITHOUT_SCHEME = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?:www\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:com|org|net|io|eu|gov|edu))(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:^|[/_])(?P<number>\d{5,12})\.html$")
_ISSUE = re.compile(r"[\w.-]{1,100}(?:/[\w.-]{1,100})?#\d{1,7}")
LABEL = ":ref:"
"""How a reference to a label of Sphinx begins."""
_OF_SITES = (".html", ".htm", ".xhtml", ".rst", ".rest", ".mdx")
_WITH_ADDRESS = re.compile(r"(?P<name>[^<>]{1,120}?)\s{0,4}<(?P<address>[^<>\s]{1,120}@[^<>\s]{1,120})>")


def is_external(target: str) -> bool:
    """Whether a target is a URL, which is never fetched, or put together by a template when the site is made."""
    return target.lower().startswith(_SCHEMES) or "://" in target[:24] or _TEMPLATED.search(target) is not None


def is_address(target: str) -> bool:
    """Whether a target is an address of mail, or of a site, of which only the scheme was left out.

    >>> [is_address(target) for target in ("qm@house.example.org", "www.house.eu/qm", "github.com/a/b", "qm.md")]
    [True, True, True, False]
    """
    return _WITHOUT_SCHEME.fullmatch(target) is not None


def is_issue(target: str) -> bool:
    """Whether a target has the form of an issue of a repository, by its number.

    >>> [is_issue(target) for target in ("fley-qms#16", "house/qms#7", "RR#R-7", "#16")]
    [True, True, False, False]
    """
    return _ISSUE.fullmatch(target) is not None


@lru_cache(maxsize=4)
def _by_last_name(files: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The paths of files, small and from `/` on, by their last part: looked up for each link that leads nowhere."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in files:
        found[path.rpartition("/")[2].casefold()].append(f"/{path}".casefold())
    return {name: tuple(paths) for name, paths in found.items()}


@lru_cache(maxsize=4)
def _pages_by_number(files: frozenset[str]) -> Mapping[str, str]:
    """The pages of an exported wiki by their numbers: `Tests_65613.html`, to which links lead as `65613.html`, too."""
    return {found["number"]: path for path in sorted(files, reverse=True) if (found := _PAGE.search(path))}


@dataclass(frozen=True, slots=True)
class Directory:
    """All names under which nodes can be found.

    `labels` are what `:ref:` of Sphinx may name; `makes_pages` is true of a site whose generator makes pages of data,
    and `made_under` are the folders with a page for any name (`[slug].astro`).
    """

    by_id: Mapping[str, tuple[int, ...]]
    by_address: Mapping[str, tuple[int, ...]]
    by_path: Mapping[str, int]
    by_stem: Mapping[str, tuple[int, ...]]
    by_other_name: Mapping[str, tuple[int, ...]]
    files: frozenset[str]
    folders: frozenset[str]
    site_roots: tuple[str, ...]
    addresses: frozenset[str]
    labels: frozenset[str]
    is_sphinx: bool
    makes_pages: bool
    made_under: frozenset[str]
    nodes: Nodes

    def meant_by(self, target: str, from_path: str) -> tuple[int, ...]:
        """The nodes that a target may mean: none, one, or several where it is ambiguous."""
        name = unicodedata.normalize("NFC", target.strip())
        return (
            self._by_id(name)
            or self.by_address.get(name, ())
            or self.by_other_name.get(name, ())
            or self.by_other_name.get(name.lower(), ())
            or self._prefixed(name)
            or self._by_path(name, from_path)
            or self.by_stem.get(name, ())
            or self._numbered(name)
            or self._named_with_address(name, from_path)
        )

    def _named_with_address(self, name: str, from_path: str) -> tuple[int, ...]:
        """Whom `Anna Lind <anna@example.org>` means: by the address, else by the name."""
        found = _WITH_ADDRESS.fullmatch(name)
        if not found:
            return ()
        return self.meant_by(found["address"], from_path) or self.meant_by(found["name"], from_path)

    def is_file(self, target: str, from_path: str) -> bool:
        """Whether a target is a file that is there but is no artefact."""
        if len(self.site_roots) > 1 and _MADE.match(target):
            return True
        return any(
            path in self.files or path in self.folders or (self.addresses and address_of(path) in self.addresses)
            for path in (*paths_meant(target, from_path), *self._site_paths(target, from_path), *self._pages(target))
            if not _is_above(path)
        )

    def is_in_vault(self, target: str) -> bool:
        """Whether `[[...]]` names a file wherever it is, as vaults of notes look attachments up."""
        name = f"/{target.partition('|')[0].partition('#')[0].strip().lstrip('/')}".casefold()
        last = name.rpartition("/")[2]
        return bool(last) and any(file.endswith(name) for file in _by_last_name(self.files).get(last, ()))

    def _site_paths(self, target: str, from_path: str) -> Iterator[str]:
        """The paths that the generator of a site would try: without ending, from its root, an index of a folder."""
        path = unquote(target.partition("#")[0].partition("?")[0]).strip()
        if not path or is_external(path):
            return
        if path.startswith("/"):
            ways = (path.lstrip("/"), *_of_collections(path.lstrip("/")))
            bases = [posixpath.normpath(posixpath.join(root, way)) for root in self.site_roots for way in ways]
        else:
            bases = [posixpath.normpath(posixpath.join(posixpath.dirname(from_path), path))]
            address = posixpath.normpath(posixpath.join(posixpath.dirname(self._address_of(from_path)), path))
            bases += [
                posixpath.normpath(posixpath.join(root, way)) for root in self.site_roots for way in (path, address)
            ]
            if len(self.site_roots) > 1:  # where a page has a folder of its own as its address
                page = posixpath.splitext(from_path)[0]
                bases.append(posixpath.normpath(posixpath.join(page, path)))
        for base in bases:
            yield base
            yield from (f"{base}{ending}" for ending in _SITE_ENDINGS)
            if base.endswith(".html"):
                yield from (f"{base.removesuffix('.html')}{ending}" for ending in _SITE_ENDINGS)

    def _pages(self, target: str) -> Iterator[str]:
        """The page of an exported wiki that has the number of a target."""
        found = _PAGE.search(target.partition("#")[0].partition("?")[0])
        if found and (path := _pages_by_number(self.files).get(found["number"])):
            yield path

    def _address_of(self, path: str) -> str:
        """The path of a page as its site has it: from the nearest root that it is under."""
        around = [root for root in self.site_roots if path.startswith(f"{root}/")]
        return path[len(max(around, key=len)) + 1 :] if around else path

    def is_label(self, label: str) -> bool:
        """Whether a label of Sphinx is there, or may be in another project: only one that is misspelled is wrong."""
        name = " ".join(label.lower().split())
        if name in self.labels or not self.is_sphinx:
            return True
        letters = _letters(name)
        alike = get_close_matches(letters, map(_letters, self.labels), 1, _MISSPELLED)
        return not alike or _digits(alike[0]) != _digits(letters)

    def knows_no_root(self, from_path: str) -> bool:
        """Whether nothing tells where links of a page begin that begin with a stroke."""
        return len(self.site_roots) == 1 and from_path.lower().endswith(_OF_SITES)

    def is_made(self, path: str) -> bool:
        """Whether a page may be made for any name below one of the folders on the way to it."""
        ways = [posixpath.normpath(posixpath.join(root, path.lstrip("/"))) for root in self.site_roots]
        return bool(self.made_under) and any(
            folder in self.made_under for way in ways for folder in _outer(posixpath.dirname(way))
        )

    def has_file(self, path: str) -> bool:
        """Whether there is a file of that path, however its letters are put together."""
        if path in self.files or path in self.by_path:
            return True
        same = unicodedata.normalize("NFC", path)
        return not path.isascii() and any(unicodedata.normalize("NFC", file) == same for file in self.files)

    def nearest(self, target: str) -> str:
        """The known id that is nearest to an unknown target, or ""."""
        return nearest(target, self.by_id)

    def _by_id(self, name: str) -> tuple[int, ...]:
        found = self.by_id.get(name, ())
        whole = tuple(index for index in found if self.nodes[index].register < 0)
        return whole or found

    def _prefixed(self, name: str) -> tuple[int, ...]:
        prefix, _, rest = name.partition(":")
        if prefix not in PREFIXES:
            return ()
        return tuple(index for index in self.by_id.get(rest, ()) if PREFIXES[prefix] in self.nodes[index].traits)

    def _by_path(self, name: str, from_path: str) -> tuple[int, ...]:
        ways = paths_meant(name, from_path)
        for path in (*ways, *((*self._site_paths(name, from_path), *self._pages(name)) if ways else ())):
            if path in self.by_path:
                return (self.by_path[path],)
        return ()

    def _numbered(self, name: str) -> tuple[int, ...]:
        """`SOP-01 Document Control` means SOP-01."""
        number, _, title = name.partition(" ")
        has_digit = any(character.isdigit() for character in number)
        return self._by_id(number) if title and has_digit else ()


def paths_meant(target: str, from_path: str) -> tuple[str, ...]:
    """The paths that a target may be: beside the file, else from the root; an id is none."""
    if "/" not in target and "." not in target:
        return ()
    path = unquote(target.partition("#")[0].partition("?")[0])
    if not path or path.startswith("/"):
        return (posixpath.normpath(path.lstrip("/")),) if path else ()
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(from_path), path))
    return (beside, posixpath.normpath(path))


def leads_out(target: str, from_path: str) -> bool:
    """Whether a target is a path out of the folder that is checked, where nothing is looked at.

    >>> leads_out("../../README.md", "sub/a.md"), leads_out("../README.md", "sub/a.md")
    (True, False)
    """
    return not _is_above(from_path) and any(map(_is_above, paths_meant(target, from_path)[:1]))


def is_path(target: str) -> bool:
    """Whether a target can be nothing but a path: it has the ending of a file, and no id has its form.

    >>> [is_path(target) for target in ("sop/gone.md", "gone.md#risks", "SOP-1.2", "QM/01", "role:qm")]
    [True, True, False, False, False]
    """
    name = target.partition("#")[0].strip()
    ending = posixpath.splitext(name)[1].lower()
    return ending in _OF_FILES or ("/" in name and _ENDING.fullmatch(ending) is not None)


def described_by(path: str) -> str:
    """The document for which a file of that name can only be a side-car, or "".

    >>> described_by("a/scan.pdf.yaml"), described_by("plan.v2.yaml")
    ('a/scan.pdf', '')
    """
    described, ending = posixpath.splitext(path)
    is_side_car = ending in (".yaml", ".yml") and posixpath.splitext(described)[1].lower() in _NOT_READ
    return described if is_side_car else ""


def _is_above(path: str) -> bool:
    return path == ".." or path.startswith(("../", "/"))


def directory_of(nodes: Nodes, vocabulary: Vocabulary, files: frozenset[str]) -> Directory:
    """The names of all nodes."""
    by_id: dict[str, list[int]] = defaultdict(list)
    by_address: dict[str, list[int]] = defaultdict(list)
    by_stem: dict[str, list[int]] = defaultdict(list)
    other: dict[str, list[int]] = defaultdict(list)
    by_path: dict[str, int] = {}
    for node in nodes:
        by_id[node.name].append(node.index)
        if node.register >= 0:
            by_address[f"{nodes[node.register].name}#{node.name}"].append(node.index)
        else:
            by_path.setdefault(node.place.path, node.index)
            if node.artefact and node.artefact.describes:
                by_path.setdefault(node.artefact.describes, node.index)
            by_stem[posixpath.splitext(posixpath.basename(node.place.path))[0]].append(node.index)
        kind = vocabulary.types.get(node.type)
        for known_by in kind.known_by if kind else ():
            name = node.fields.get(known_by)
            if isinstance(name, str):
                other[name].append(node.index)
                if "@" in name:
                    other[name.lower()].append(node.index)
    roots = site_roots_of(files)
    folders = frozenset(_folders_of(files))
    return Directory(
        by_id=_frozen(by_id),
        by_address=_frozen(by_address),
        by_path=by_path,
        by_stem=_frozen(by_stem),
        by_other_name=_frozen(other),
        files=files | frozenset(_addresses_of(nodes)),
        folders=folders,
        site_roots=roots,
        addresses=frozenset(map(address_of, files | folders)) if len(roots) > 1 else frozenset(),
        labels=frozenset(label for node in nodes for label in labels_of(node)),
        is_sphinx=any(posixpath.basename(file) == "conf.py" for file in files),
        makes_pages=any(_MAKES_PAGES.fullmatch(posixpath.basename(file)) for file in files),
        made_under=frozenset(file.partition("/[")[0] for file in files if "/[" in file),
        nodes=nodes,
    )


_SITE_ENDINGS = (
    ".md", ".mdx", ".rst", ".html", "/index.md", "/README.md", "/index.mdx", "/_index.md", "/index.html",
    ".md.erb", ".html.md", ".html.md.erb", "/index.md.erb", "/index.html.md", "/index.html.md.erb",
    ".html.erb", "/index.html.erb", "/index.rst", ".markdown", "/index.markdown", ".ipynb", ".txt", ".njk",
    "/index.njk", ".astro", "/index.astro", ".vue", "/index.vue", ".tsx", "/index.tsx", "/page.tsx", "/page.mdx",
    "/page.md", ".erb", ".liquid",
)  # fmt: skip
_OF_POSTS = re.compile(r"(?:.*/)?(?P<year>\d{4})/(?P<month>\d\d)/(?:(?P<day>\d\d)/)?(?P<name>[^/]+?)(?:\.html)?/?")
_MAKES_PAGES = re.compile(
    r"config\.rb|_config\.ya?ml|hugo\.(?:toml|ya?ml|json)|gatsby-(?:node|config)\.[jt]s|\.eleventy\.c?js"
    r"|(?:eleventy|astro|next|nuxt|docusaurus)\.config\.[cm]?[jt]s"
)
"""The settings of generators that make pages of data and templates, which have no source of their own."""
_SITES: Mapping[str, tuple[str, ...]] = {
    "mkdocs.yml": ("docs", "docs/assets"),
    "mkdocs.yaml": ("docs",),
    "docusaurus.config.js": ("docs", "static", "src/pages", "."),
    "docusaurus.config.ts": ("docs", "static", "src/pages", "."),
    "_config.yml": (".", "_docs", "docs", "assets"),
    "hugo.toml": ("content", "static", "assets"),
    "hugo.yaml": ("content", "static", "assets"),
    "hugo.json": ("content", "static", "assets"),
    "config.toml": ("content", "static"),
    "conf.py": (".", "_static", "_extra", "extra", "../extra"),
    "book.toml": ("src",),
    "config.rb": ("source",),
    "package.json": ("public", "static"),
    "hugo.yml": ("content", "static", "assets"),
    **dict.fromkeys((".eleventy.js", "eleventy.config.js"), (".", "src", "content", "public")),
    **dict.fromkeys(
        ("astro.config.mjs", "astro.config.ts"), ("public", "src/pages", "src/content", "src/content/docs")
    ),
    **dict.fromkeys(
        ("next.config.js", "next.config.mjs", "next.config.ts"), ("public", "pages", "app", "src/pages", "src/app")
    ),
    **dict.fromkeys(("nuxt.config.js", "nuxt.config.ts"), ("public", "static", "pages", "content")),
    "gatsby-config.js": ("static", "src/pages", "content"),
}
"""The file that shows how a site is made, and where its root may be, seen from there."""


_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
_OF_CONFIG = "config/_default"


def _addresses_of(nodes: Iterable[Node]) -> Iterator[str]:
    """The addresses that pages state for themselves, besides their paths: `permalink`, `aliases`, `old_paths`."""
    for node in nodes:
        for key in ("permalink", "url", "slug", "aliases", "redirect_from", "old_paths") if node.register < 0 else ():
            for stated in leaves(node.fields.get(key)):
                if stated.startswith("/"):
                    yield posixpath.normpath(stated.strip("/")) if stated.strip("/") else "."


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _digits(text: str) -> list[str]:
    return [sign for sign in text if sign.isdigit()]


def labels_of(node: Node) -> frozenset[str]:
    """What a text in reStructuredText can be referred to by in others."""
    is_text = node.artefact is not None and node.place.path.endswith((".rst", ".rest"))
    return node.artefact.anchors if is_text and node.artefact else frozenset()


def _of_collections(path: str) -> Iterator[str]:
    """Where Jekyll has the source of a page: `apps/x.html` is `_apps/x.md`, `2020/01/02/x.html` a dated post."""
    yield f"_{path}"
    if post := _OF_POSTS.fullmatch(path):
        yield f"_posts/{post['year']}-{post['month']}-{post['day'] or '01'}-{post['name']}"


def _outer(folder: str) -> Iterator[str]:
    """A folder and those that it is in."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def site_roots_of(files: Iterable[str]) -> tuple[str, ...]:
    """The folders that links of sites begin from, the nearest to the top first; the folder itself always.

    >>> site_roots_of(["web/docusaurus.config.js", "docs/.vitepress/config.ts"])
    ('.', 'docs', 'docs/public', 'web', 'web/docs', 'web/src/pages', 'web/static')
    """
    roots = {"."}
    for file in files:
        folder, _, name = file.rpartition("/")
        home, _, inner = folder.rpartition("/")
        if inner == ".vitepress" or folder == ".vitepress":
            base = home or "."
            roots |= {base, posixpath.normpath(f"{base}/public")}
        if folder == _OF_CONFIG or folder.endswith(f"/{_OF_CONFIG}"):
            folder = folder.removesuffix(_OF_CONFIG).rstrip("/")
        roots |= {posixpath.normpath(posixpath.join(folder or ".", root)) for root in _SITES.get(name, ())}
    return tuple(sorted(roots | set(_of_languages(roots, files))))


def _of_languages(roots: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """The folders of languages in the roots of a site: `content/en`."""
    found = {f"{root}/" for root in roots if root != "."}
    for file in files:
        for root in found:
            if file.startswith(root) and _LANGUAGE.fullmatch(inner := file[len(root) :].partition("/")[0]):
                yield f"{root}{inner}"


def _folders_of(files: Iterable[str]) -> Iterator[str]:
    """Every folder that holds a file, the outer ones too, and the one that is checked."""
    yield "."
    for folder in {posixpath.dirname(file) for file in files}:
        parts = folder.split("/")
        yield from ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def address_of(path: str) -> str:
    """A path as a site writes it in its addresses: small letters, hyphens for blanks.

    >>> address_of("content/Adding content/_index.md")
    'content/adding-content/_index.md'
    """
    return path.lower().replace(" ", "-")


def _frozen(names: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(dict.fromkeys(found)) for name, found in names.items()}
