"""Honest and hostile submissions are read as bytes."""

import gzip
import io
import os
import socket
import stat
import struct
import tarfile
import time
import tracemalloc
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import HOSTILE

from grader.intake import members, submission, tarred
from grader.intake.folder import read_file
from grader.intake.members import SubmissionError
from grader.intake.submission import Sources, read_submission, submission_name
from grader.text import one_line

MODULES = ("convolution", "images")
CODE = b"def conv_2d(x, flt): ...\n"
ARCHIVES = HOSTILE / "archives"


def read(path: Path) -> Sources:
    return read_submission(path, modules=MODULES)


def refusal(path: Path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(path)
    text = str(caught.value)
    assert text.isprintable()
    assert len(text) < 300
    return text


def zipped(path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")
        for member, data in members:
            packed.writestr(member, data)
    return path


def tar_of(path: Path, members: list[tuple[str | tarfile.TarInfo, bytes]]) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w", format=tarfile.GNU_FORMAT) as packed:
        for member, data in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = info.size or len(data)
            packed.addfile(info, io.BytesIO(data))
    return path


def foldered(path: Path, members: list[tuple[str, bytes]]) -> Path:
    for name, data in members:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


SHAPES = {"ada": foldered, "ada.zip": zipped, "ada.tar": tar_of, "ada.tar.gz": tar_of, "ada.tgz": tar_of}


@pytest.fixture(params=SHAPES)
def packed(request, tmp_path):
    """Pack members as a folder or as an archive of each format."""
    return lambda members: SHAPES[request.param](tmp_path / request.param, members)


def special(name: str, kind: bytes = tarfile.REGTYPE, *, link: str = "", mode: int = 0o644) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.mode = kind, link, mode
    return info


# --- honest submissions


def test_modules_and_helpers_are_read_from_every_shape(packed):
    sources = read(packed([("images.py", b""), ("convolution.py", CODE), ("my_helper.py", b"x = 1")]))
    assert sources.name == "ada"
    assert list(sources.files.items()) == [("convolution.py", CODE), ("images.py", b""), ("my_helper.py", b"x = 1")]
    assert sources.ignored == ()
    assert sources.refused == {}


def test_the_digest_is_the_same_for_every_shape_and_changes_with_a_byte_or_a_name(packed):
    digest = read(packed([("convolution.py", CODE)])).digest
    assert digest == Sources("other", {"convolution.py": CODE}).digest
    assert digest != Sources("ada", {"convolution.py": CODE + b" "}).digest
    assert digest != Sources("ada", {"convolution.pyd": CODE[1:]}).digest


@pytest.mark.parametrize("top", ["ada", "student", "hand-in/ada l./student", "José"])
def test_modules_are_found_in_nested_folders(packed, top):
    junk = [("__MACOSX/ada/._convolution.py", b"junk"), (".DS_Store", b"junk"), (".git/convolution.py", b"junk")]
    sources = read(packed([(f"{top}/convolution.py", CODE), (f"{top}/help.py", b""), *junk]))
    assert sources.files == {"convolution.py": CODE, "help.py": b""}


def test_the_student_folder_of_a_whole_repository_is_taken(packed):
    other = [("setup.py", b""), ("reference/convolution.py", b"no"), ("tests/images.py", b"no"), ("README", b"")]
    sources = read(packed([("repo/" + name, data) for name, data in other] + [("repo/student/convolution.py", CODE)]))
    assert sources.files == {"convolution.py": CODE}
    assert any("outside repo/student/" in note for note in sources.ignored)


def test_a_virtual_environment_does_not_count(packed):
    members = [(f"env/lib/site-packages/models/images{n}.py", b"") for n in range(3)]
    members += [("env/lib/site-packages/images.py", b""), ("venv/images.py", b""), ("work/images.py", CODE)]
    assert read(packed(members)).files == {"images.py": CODE}


def test_modules_in_two_folders_are_not_guessed_between(packed):
    message = refusal(packed([("new/convolution.py", CODE), ("old/convolution.py", CODE)]))
    assert message.endswith("contains modules in several folders (new, old); submit one of them")


def test_packages_and_other_files_are_ignored_and_reported(packed):
    names = ["torch.py", "conftest.py", "random.py", "__init__.py", "x.pth", "pytest.ini", "lib.so", "data/x.py"]
    sources = read(packed([(name, b"bad") for name in names] + [("convolution.py", CODE)]))
    assert sources.files == {"convolution.py": CODE}
    assert len(sources.ignored) == len(names)
    assert "torch.py: named like a package, ignored" in sources.ignored
    assert "data/: a folder, ignored" in sources.ignored


def test_a_courses_own_module_may_have_the_name_of_a_package(packed):
    path = packed([("images.py", b""), ("random.py", b"1")])
    sources = read_submission(path, modules=["images", "random"])
    assert list(sources.files) == ["images.py", "random.py"]


def test_names_that_macos_decomposed_are_composed(packed):
    sources = read(packed([("images.py", b""), ("gro\u0308\u00dfe.py", b"")]))
    assert "gr\u00f6\u00dfe.py" in sources.files


def test_a_dot_slash_in_front_is_no_offence(tmp_path):
    top = special("./", tarfile.DIRTYPE, mode=0o2755)
    assert read(tar_of(tmp_path / "a.tgz", [(top, b""), ("./images.py", CODE)])).files == {"images.py": CODE}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names_are_read_in_every_tar_format(tmp_path, form):
    folder = "ordner_" + "x" * 90 + ("/größe" if form != tarfile.USTAR_FORMAT else "/gross") + "/abgabe" * 3
    with tarfile.open(tmp_path / "a.tar", "w", format=form) as packed:
        info = special(f"{folder}/images.py")
        info.size, info.pax_headers = len(CODE), {"comment": "größe" if form == tarfile.PAX_FORMAT else ""}
        packed.addfile(info, io.BytesIO(CODE))
    assert read(tmp_path / "a.tar").files == {"images.py": CODE}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/ada", "ada"),
        ("ada.v2.zip", "ada.v2"),
        ("ada.TAR.GZ", "ada"),
        (".zip", ".zip"),
        ("/", "submission"),
        ("x/b/..", "x"),
    ],
)
def test_a_submission_is_named_after_its_folder_or_file(path, name):
    assert submission_name(Path(path)) == name


# --- problems that affect one file


def test_a_module_that_is_too_large_costs_itself_alone(packed):
    sources = read(packed([("convolution.py", b"#" * (members.FILE_CAP + 1)), ("images.py", CODE)]))
    assert sources.files == {"images.py": CODE}
    assert sources.refused == {"convolution.py": "larger than 1 MB"}
    assert sources.ignored == ("convolution.py: rejected, larger than 1 MB",)


def test_a_module_of_just_the_cap_is_taken(packed):
    assert len(read(packed([("images.py", b"#" * members.FILE_CAP)])).files["images.py"]) == members.FILE_CAP


def test_helpers_share_what_the_modules_leave(packed):
    helpers = [(f"a{n}.py", b"#" * members.FILE_CAP) for n in range(9)]
    sources = read(packed([*helpers, ("images.py", CODE)]))
    assert sources.files["images.py"] == CODE
    assert sum(map(len, sources.files.values())) <= submission.TOTAL_CAP
    assert sources.refused == dict.fromkeys(["a7.py", "a8.py"], "the submission contains more than 8 MB of Python")


def test_names_that_differ_only_in_case_are_both_refused(packed):
    sources = read(packed([("convolution.py", CODE), ("Convolution.py", CODE), ("images.py", CODE)]))
    assert list(sources.files) == ["images.py"]
    assert list(sources.refused) == ["Convolution.py", "convolution.py"]


def test_odd_names_are_ignored_and_shown_escaped(packed):
    names = ["a\nb.py", "\u202eyp.x", "-rf.py", "=cmd.py", "a b.py", "1a.py", "\x1b[31m.py", "y" * 90 + ".py", ".py"]
    sources = read(packed([(name, b"") for name in names] + [("images.py", CODE)]))
    assert list(sources.files) == ["images.py"]
    assert len(sources.ignored) == len(names)
    assert all(note.isprintable() and len(note) < 140 for note in sources.ignored)
    assert any(note.startswith("a\\nb.py: ") for note in sources.ignored)


def test_text_is_shown_on_one_line_and_cut():
    assert one_line("a\u202e\ud800\x00\U000e0001") == "a\\u202e\\ud800\\x00\\U000e0001"
    assert len(one_line("x" * 10**6)) == 80


def test_a_nul_does_not_end_a_zips_name(tmp_path):
    path = zipped(tmp_path / "a.zip", [("imagesXpy", b""), ("convolution.pyX.txt", CODE)])
    path.write_bytes(path.read_bytes().replace(b"convolution.pyX", b"convolution.py\0"))
    assert "contains no convolution.py or images.py" in refusal(path)


def test_notes_are_capped(packed):
    sources = read(packed([("images.py", CODE)] + [(f"n{i}.txt", b"") for i in range(99)]))
    assert len(sources.ignored) == submission.NOTE_CAP
    assert sources.ignored[-1] == "and 50 more"


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFCHR, 0o104755])
def test_a_special_zip_member_is_refused(tmp_path, mode):
    info = zipfile.ZipInfo("convolution.py")
    info.external_attr = mode << 16
    sources = read(zipped(tmp_path / "a.zip", [(info, b"/etc/passwd"), ("images.py", CODE)]))
    assert list(sources.files) == ["images.py"]
    assert list(sources.refused) == ["convolution.py"]


@pytest.mark.parametrize("kind", sorted(tarred.TAR_SPECIAL))
def test_a_special_tar_member_is_refused(tmp_path, kind):
    member = special("convolution.py", kind, link="/etc/passwd")
    sources = read(tar_of(tmp_path / "a.tar", [(member, b""), ("images.py", CODE)]))
    assert list(sources.files) == ["images.py"]
    assert sources.refused == {"convolution.py": tarred.TAR_SPECIAL[kind]}


def test_a_setuid_tar_member_is_refused(tmp_path):
    member = special("convolution.py", mode=0o4755)
    assert read(tar_of(tmp_path / "a.tar", [(member, CODE)])).refused == {"convolution.py": "has the setuid bit"}


def test_a_sparse_tar_member_is_refused(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.PAX_FORMAT) as packed:
        info = special("images.py")
        info.pax_headers = {"GNU.sparse.size": "99999999999", "GNU.sparse.map": "0,0"}
        packed.addfile(info)
    assert read(tmp_path / "a.tar").refused == {"images.py": "a sparse file"}


def test_an_encrypted_zip_member_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", [("images.py", CODE)])
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert read(path).refused == {"images.py": "encrypted"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as packed:
        packed.writestr("images.py", CODE)
    assert list(read(tmp_path / "a.zip").refused) == ["images.py"]


def test_links_pipes_and_sockets_in_a_folder_are_never_opened(tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_bytes(b"answers")
    folder = foldered(tmp_path / "ada", [("images.py", CODE)])
    (folder / "convolution.py").symlink_to(secret)
    (folder / "loop.py").symlink_to("loop.py")
    os.mkfifo(folder / "pipe.py")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("plug.py")
    sources = read(folder)
    assert sources.files == {"images.py": CODE}
    assert sources.refused == dict.fromkeys(["convolution.py", "loop.py", "pipe.py", "plug.py"], members.LINK)


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_file(str(tmp_path / "pipe"), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_reported(tmp_path):
    folder = foldered(tmp_path / "ada", [("images.py", CODE), ("convolution.py", CODE)])
    (folder / "images.py").chmod(0)
    assert read(folder).refused == {"images.py": "cannot be read (Permission denied)"}
    folder.chmod(0)
    assert "Permission denied" in refusal(folder)
    folder.chmod(0o700)


def test_linked_folders_are_not_followed(tmp_path):
    foldered(tmp_path / "real", [("convolution.py", CODE)])
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "student").symlink_to(tmp_path / "real")
    (tmp_path / "ada" / "round").symlink_to(".")
    assert "contains no convolution.py" in refusal(tmp_path / "ada")
    assert ": a symbolic link" in refusal(tmp_path / "ada" / "student")


def test_folders_below_the_modules_are_not_searched(tmp_path):
    many = [(f"data/{n}.png", b"") for n in range(1200)]
    assert list(read(foldered(tmp_path / "ada", [("images.py", CODE), *many])).files) == ["images.py"]
    assert list(read(foldered(tmp_path / "repo", [("student/images.py", CODE), *many])).files) == ["images.py"]


# --- problems that affect the submission


@pytest.mark.parametrize(
    "name", ["../up.py", "a/../../up.py", "/etc/up.py", "a/b\\c.py", "C:up.py", "d/" * 40 + "x.py"]
)
@pytest.mark.parametrize("form", [zipped, tar_of])
def test_unsafe_paths_are_refused(tmp_path, form, name):
    path = form(tmp_path / ("a.zip" if form is zipped else "a.tar"), [("images.py", CODE), (name, b"")])
    assert "path" in refusal(path)
    assert os.listdir(tmp_path) == [path.name]  # noqa: PTH208


@pytest.mark.parametrize("again", ["images.py", "./images.py", ".//images.py"])
@pytest.mark.parametrize("form", [zipped, tar_of])
def test_a_name_given_twice_is_refused(tmp_path, form, again):
    path = form(tmp_path / ("a.zip" if form is zipped else "a.tar"), [("images.py", CODE), (again, b"")])
    assert refusal(path) == f"{path.name}: contains images.py twice; pack each file once"


def test_a_link_that_is_written_through_is_refused(tmp_path):
    members = [(special("out", tarfile.SYMTYPE, link="/tmp"), b""), ("out/images.py", CODE)]
    assert "as a file and as a folder" in refusal(tar_of(tmp_path / "a.tar", members))


def test_twenty_thousand_members_are_refused(packed):
    assert "more than 1000 files" in refusal(packed([(f"f{n}.py", b"") for n in range(20_000)]))


@pytest.mark.parametrize("form", [zipped, tar_of])
def test_an_archive_of_too_many_members_is_refused_quickly(tmp_path, form):
    path = form(tmp_path / ("a.zip" if form is zipped else "a.tar"), [(f"{n}", b"") for n in range(60_000)])
    start = time.process_time()
    assert "too many files" in (message := refusal(path)) or "more than 1000" in message
    assert time.process_time() - start < 2


@pytest.mark.parametrize("name", ["nowhere", "nowhere.zip", "nul\0", "x" * 300])
def test_a_missing_path_is_reported(tmp_path, name):
    refusal(tmp_path / name)


def test_what_is_not_a_submission_is_rejected_with_a_reason(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada.rar").write_bytes(b"Rar!")
    os.mkfifo(tmp_path / "ada.zip")
    assert refusal(tmp_path / "ada") == (
        "ada: contains no convolution.py or images.py; submit at least one of them, or a notebook (.ipynb)"
    )
    assert refusal(tmp_path / "ada.rar").endswith(
        "another format; submit a folder, .zip, .tar, .tar.gz, .tgz, .ipynb or .py"
    )
    assert ": a special file" in refusal(tmp_path / "ada.zip")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"PK", b"hello world", b"\x1f\x8b", b"\x1f\x8b\x08" + b"\0" * 20, b"x" * 2048])
def test_noise_is_no_archive(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    refusal(tmp_path / name)


@pytest.mark.parametrize("form", ["ada.zip", "ada.tar", "ada.tgz"])
def test_an_archive_that_breaks_off_is_refused(tmp_path, form):
    path = SHAPES[form](tmp_path / form, [("images.py", os.urandom(2000))])
    whole = path.read_bytes()
    for cut in (10, 600, 1500, 2500):
        path.write_bytes(whole[: min(cut, len(whole) - 30)])
        refusal(path)


def test_a_damaged_member_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", [("images.py", CODE)])
    data = bytearray(path.read_bytes())
    data[data.index(b"images.py") + 12] ^= 0xFF
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_an_archive_above_the_cap_is_not_read(tmp_path):
    with (tmp_path / "a.zip").open("wb") as stream:
        stream.truncate(members.ARCHIVE_CAP + 1)
    assert "larger than 64 MB" in refusal(tmp_path / "a.zip")


# --- bombs and false headers


def bomb(path: Path, megabytes: int) -> Path:
    if path.suffix == ".zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
            packed.open("images.py", "w") as out,
        ):
            for _ in range(megabytes):
                out.write(bytes(1 << 20))
    else:
        with gzip.open(path, "wb", compresslevel=1) as out:
            out.write(special_header("images.py", megabytes << 20))
            for _ in range(megabytes):
                out.write(bytes(1 << 20))
    return path


def special_header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    info = special(name, kind)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(("name", "peak"), [("a.zip", 16 << 20), ("a.tgz", 4 * members.ARCHIVE_CAP)])
def test_a_bomb_of_300_megabytes_is_defused(tmp_path, name, peak):
    path = bomb(tmp_path / name, 300)
    tracemalloc.start()
    try:
        if name == "a.zip":
            assert read(path).refused == {"images.py": "larger than 1 MB"}
        else:
            assert "unpacks to more than 64 MB" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < peak
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("told", [5, 1 << 30])
def test_a_size_declared_by_a_zip_is_not_trusted(tmp_path, told):
    path = zipped(tmp_path / "a.zip", [("images.py", CODE)])
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", len(CODE)), struct.pack("<I", told)))
    try:
        assert read(path).files == {"images.py": CODE}
    except SubmissionError as error:
        assert "damaged" in str(error)


@pytest.mark.parametrize("size", [1 << 20, 1 << 62, -512, -(1 << 40)])
@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_size_declared_by_a_tar_is_not_trusted(tmp_path, kind, size):
    (tmp_path / "a.tar").write_bytes(special_header("images.py", size, kind) + bytes(2048))
    assert "damaged" in refusal(tmp_path / "a.tar")


@pytest.mark.parametrize(
    "body",
    [
        b"1" * 300_000,
        b"0 a=b\n",
        b"3 a",
        b"-5 a=b\n",
        b"5 size=-1024\n" * 9,
        b"13 size=-999\n",
        b"1_0 a=bcd\n",
        b"\xff" * 512,
    ],
)
def test_a_crafted_pax_header_takes_no_time(tmp_path, body):
    padded = body + bytes(-len(body) % 512)
    header = special_header("pax", len(body), tarfile.XHDTYPE) + padded + special_header("images.py", 0)
    (tmp_path / "a.tar").write_bytes(header + bytes(1024))
    start = time.process_time()
    try:
        assert read(tmp_path / "a.tar").files in ({"images.py": b""}, {})
    except SubmissionError as error:
        assert str(error).isprintable()
    assert time.process_time() - start < 1


def test_a_flood_of_pax_records_is_stopped(tmp_path):
    flood = special_header("pax", 1 << 20, tarfile.XHDTYPE) + b"4 a\n" * (1 << 18)
    (tmp_path / "a.tar").write_bytes(flood * 20 + special_header("images.py", 0) + bytes(1024))
    start = time.process_time()
    assert "impossible size" in refusal(tmp_path / "a.tar")
    assert time.process_time() - start < 4


@pytest.mark.parametrize("form", [zipped, tar_of])
def test_accents_without_end_take_no_time(tmp_path, form):
    names = [f"{n}" + "\u0301\u0323" * length for n, length in enumerate([15000] * 3 + [1900] * 100)]
    path = form(tmp_path / ("a.zip" if form is zipped else "a.tar"), [(name, b"") for name in reversed(names)])
    start = time.process_time()
    assert "at most 4096 characters" in refusal(path)
    assert time.process_time() - start < 1


def test_packed_bytes_that_give_nothing_count_too(tmp_path):
    """Empty deflate blocks unpack to nothing, but take time."""
    blocks = b"\0\0\0\xff\xff" * (members.FILE_CAP // 5) + zlib.compress(b"", wbits=-15)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for name in [f"a{n:02}.py" for n in range(12)] + ["images.py"]:
            packed.writestr(name, blocks)
        packed.writestr("convolution.py", blocks * 2)
    data = (tmp_path / "a.zip").read_bytes()
    data = data.replace(b"PK\3\4\x14\0\0\0\0\0", b"PK\3\4\x14\0\0\0\x08\0")
    data = data.replace(b"PK\1\2\x14\3\x14\0\0\0\0\0", b"PK\1\2\x14\3\x14\0\0\0\x08\0")
    told = struct.pack("<III", zlib.crc32(blocks), len(blocks), len(blocks))
    (tmp_path / "a.zip").write_bytes(data.replace(told, struct.pack("<III", 0, len(blocks), 0)))
    sources = read(tmp_path / "a.zip")
    assert sources.files == {"images.py": b""} | {f"a{n:02}.py": b"" for n in range(6)}
    assert sources.refused.pop("convolution.py") == "larger than 1 MB"
    assert len(sources.refused) == 6


def test_a_gzip_of_many_streams_is_refused(tmp_path):
    path = tar_of(tmp_path / "a.tgz", [("images.py", CODE)])
    path.write_bytes(path.read_bytes() + gzip.compress(b"") * 1000)
    assert "followed by other data" in refusal(path)


def test_a_chain_of_extended_headers_takes_no_stack(tmp_path):
    (tmp_path / "a.tar").write_bytes(special_header("x", 0, tarfile.XHDTYPE) * 50_000 + bytes(1024))
    assert "contains no convolution.py" in refusal(tmp_path / "a.tar")


# --- the corpus and random bytes


def test_the_hostile_archives_do_what_they_must():
    reads = {path.name: path for path in ARCHIVES.iterdir()}
    assert list(read(reads.pop("shadow_torch.zip")).files) == ["convolution.py"]
    assert read(reads.pop("bomb_flat.zip")).refused == {"convolution.py": "larger than 1 MB"}
    assert read(reads.pop("symlink_member.zip")).refused == {"convolution.py": members.LINK}
    for path in reads.values():
        refusal(path)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    members = [("ada/convolution.py", CODE), ("ada/" + "n" * 150 + ".txt", b"x" * 700), ("ada/images.py", b"")]
    return {name: form(folder / name, members).read_bytes() for name, form in SHAPES.items() if form is not foldered}


def survives(path: Path) -> None:
    try:
        sources = read(path)
    except SubmissionError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 500
        return
    assert sum(map(len, sources.files.values())) <= submission.TOTAL_CAP
    assert all(len(data) <= members.FILE_CAP for data in sources.files.values())
    assert all(name[:-3].isidentifier() and name.endswith(".py") for name in sources.files)
    assert all(note.isprintable() for note in sources.ignored)


anywhere = settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@anywhere
@given(name=st.sampled_from(["a.zip", "a.tar", "a.tgz"]), data=st.binary(max_size=2000))
def test_random_bytes_are_read_or_refused(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    survives(tmp_path / name)


@pytest.mark.parametrize("shape", ["ada.zip", "ada.tar", "ada.tar.gz"])
@anywhere
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6
    ),
    cut=st.floats(0.5, 1),
    honest_sums=st.booleans(),
)
def test_mutated_archives_are_read_or_refused(tmp_path, samples, shape, *, changes, cut, honest_sums):
    """Half of the tar headers get valid checksums; otherwise the code behind that check would not run."""
    data = bytearray(samples[shape])
    for place, patch in changes:
        at = int(place * len(data))
        data[at : at + len(patch)] = patch
    if honest_sums and shape.endswith(".tar"):
        for at in range(0, len(data) - 511, 512):
            if data[at + 257 : at + 262] == b"ustar":
                data[at + 148 : at + 156] = b"%06o\0 " % (
                    sum(data[at : at + 148]) + 256 + sum(data[at + 156 : at + 512])
                )
    (tmp_path / shape).write_bytes(data[: int(cut * len(data))] if cut < 0.9 else data)
    survives(tmp_path / shape)


# A wrong capital


def test_a_module_with_a_wrong_capital_is_named(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "Images.py").write_bytes(CODE)
    assert refusal(tmp_path / "ada") == (
        "ada: contains no convolution.py or images.py; found Images.py, expected images.py: capital letters matter"
    )
    (tmp_path / "ada" / "convolution.py").write_bytes(CODE)
    sources = read(tmp_path / "ada")
    assert sources.ignored == ("found Images.py, expected images.py: capital letters matter",)
    assert set(sources.files) == {"Images.py", "convolution.py"}, "it may be a helper all the same"


def test_a_capital_in_an_ending_is_named_too(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ada.zip", [("hw/images.PY", CODE), ("hw/convolution.py", CODE)])
    assert "found images.PY, expected images.py: capital letters matter" in read(path).ignored


def test_a_module_that_is_there_is_not_missed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ada.zip", [("images.py", CODE), ("convolution.py", CODE), ("Helper.py", CODE)])
    assert read(path).ignored == ()
