"""Odd forms of a submission are read where there is one candidate; where there are two, they are named."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
import support

from grader.intake import members
from grader.intake.members import SubmissionError
from grader.intake.submission import Sources, read_submission, submission_name

MODULES = ("convolution", "images")
CODE = b"def to_gray(image): ...\n"


def read(path: Path) -> Sources:
    return read_submission(path, modules=MODULES)


def refusal(path: Path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(path)
    assert str(caught.value).isprintable()
    return str(caught.value)


def zip_of(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def tar_of(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as packed:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return data.getvalue()


@pytest.fixture(params=["ada", "ada.zip", "ada.tar.gz"])
def packed(request, tmp_path):
    """Return a function that makes a submission of files: a folder or an archive."""

    def make(files: dict[str, bytes]) -> Path:
        path = tmp_path / request.param
        if "." in path.name:
            path.write_bytes((zip_of if path.suffix == ".zip" else tar_of)(files))
            return path
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        return path

    return make


# --- one file


def test_a_lone_module_is_a_submission(tmp_path):
    (tmp_path / "images.py").write_bytes(CODE)
    sources = read(tmp_path / "images.py")
    assert (sources.files, sources.ignored) == ({"images.py": CODE}, ())
    assert submission_name(tmp_path / "ada.py") == "ada"


def test_a_lone_copy_is_a_submission(tmp_path):
    (tmp_path / "images (1).py").write_bytes(CODE)
    sources = read(tmp_path / "images (1).py")
    assert (sources.files, sources.ignored) == ({"images.py": CODE}, ("images (1).py: read as images.py",))


def test_a_lone_file_with_another_name_is_not_guessed_at(tmp_path):
    (tmp_path / "ada.py").write_bytes(CODE)
    want = "ada.py: found ada.py instead of convolution.py or images.py; give it the name of its module"
    assert refusal(tmp_path / "ada.py") == want
    (tmp_path / "Images.py").write_bytes(CODE)
    assert "capital letters matter" in refusal(tmp_path / "Images.py")


def test_a_link_to_a_module_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"answers")
    (tmp_path / "images.py").symlink_to(tmp_path / "secret")
    assert ": a symbolic link" in refusal(tmp_path / "images.py")


# --- backslashes


def windows_zip(path: Path, *names: str) -> Path:
    path.write_bytes(zip_of({name.replace("\\", "!"): CODE for name in names}).replace(b"!", b"\\"))
    return path


def test_a_zip_with_backslashes_is_read(tmp_path):
    path = windows_zip(tmp_path / "ada.zip", "hand-in\\images.py", "hand-in\\data\\x.py", "hand-in\\help.py")
    sources = read(path)
    assert sources.files == {"images.py": CODE, "help.py": CODE}
    note = "names with backslashes, as some programs on Windows write them, were read as folders"
    assert sources.ignored == (note, "data/: a folder, ignored")


@pytest.mark.parametrize(
    "name", ["..\\up.py", "a\\..\\..\\up.py", "\\up.py", "\\\\host\\up.py", "C:\\up.py", "a/b\\up.py"]
)
def test_unsafe_paths_with_backslashes_are_refused(tmp_path, name):
    assert "unsafe path" in refusal(windows_zip(tmp_path / "ada.zip", "images.py", name))


def test_the_same_name_with_either_slash_is_refused(tmp_path):
    assert "contains a/images.py twice" in refusal(windows_zip(tmp_path / "ada.zip", "a\\images.py", "a/images.py"))


# --- an archive inside


@pytest.mark.parametrize("inner", ["work.zip", "hand in/work.tar.gz"])
def test_the_only_archive_inside_is_opened(packed, inner):
    data = (zip_of if inner.endswith("zip") else tar_of)({"lab/images.py": CODE, "lab/notes.txt": b""})
    sources = read(packed({inner: data, "README.md": b"hello"}))
    assert sources.files == {"images.py": CODE}
    assert sources.ignored[0] == f"{inner}: unpacked, since there is no code beside it"
    assert any(note.startswith(f"outside {inner}/lab/: ") for note in sources.ignored)


def test_an_archive_beside_code_stays_closed(packed):
    sources = read(packed({"images.py": CODE, "old.zip": zip_of({"convolution.py": CODE})}))
    assert (sources.files, sources.ignored) == ({"images.py": CODE}, ("old.zip: not a Python module, ignored",))


def test_two_archives_inside_are_named(packed):
    inner = zip_of({"images.py": CODE})
    assert refusal(packed({"a.zip": inner, "b.zip": inner})).endswith(
        ": contains several archives (a.zip and b.zip); submit one of them"
    )


def test_an_archive_is_opened_one_level_deep(packed):
    deep = zip_of({"inner.zip": zip_of({"images.py": CODE})})
    assert "inner.zip inside of an archive stays closed: pack the Python files themselves" in refusal(
        packed({"outer.zip": deep})
    )


def test_an_archive_inside_cannot_leave_its_folder(packed):
    assert "work.zip: contains the unsafe path ../images.py" in refusal(
        packed({"work.zip": zip_of({"images.py": CODE, "../images.py": CODE})})
    )


def test_members_of_both_archives_count_together(packed):
    half = {f"n{n}.txt": b"" for n in range(members.MEMBER_CAP // 2)}
    assert "more than 1000 files" in refusal(packed({**half, "work.zip": zip_of(half | {"images.py": CODE})}))


def test_a_bomb_inside_is_defused(tmp_path):
    (tmp_path / "ada.zip").write_bytes(zip_of({"work.zip": bytes(80 << 20)}))
    assert "work.zip: larger than 64 MB" in refusal(tmp_path / "ada.zip")


def test_noise_in_place_of_an_archive_is_refused(packed):
    assert "work.zip: damaged, or of another format" in refusal(packed({"work.zip": b"no archive"}))


def test_a_link_to_an_archive_is_not_followed(tmp_path):
    (tmp_path / "secret.zip").write_bytes(zip_of({"images.py": CODE}))
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "work.zip").symlink_to(tmp_path / "secret.zip")
    assert "work.zip: a link or a special file" in refusal(tmp_path / "ada")


# --- copies


@pytest.mark.parametrize("name", ["images (1).py", "images(2).py", "images-1.py"])
def test_the_only_copy_of_a_module_is_read(packed, name):
    sources = read(packed({f"lab/{name}": CODE, "lab/convolution.py": b""}))
    assert sources.files == {"convolution.py": b"", "images.py": CODE}
    assert sources.ignored == (f"{name}: read as images.py",)


def test_a_copy_that_can_be_imported_stays_a_helper(packed):
    sources = read(packed({"images_1.py": CODE, "convolution.py": b"import images_1"}))
    assert sources.files["images.py"] == sources.files["images_1.py"] == CODE


def test_a_copy_beside_the_module_is_ignored(packed):
    sources = read(packed({"images (1).py": b"old", "images.py": CODE}))
    assert (sources.files, sources.ignored) == ({"images.py": CODE}, ("images (1).py: not a Python module, ignored",))


def test_two_copies_are_named_and_only_that_module_is_lost(packed):
    sources = read(packed({"images (1).py": CODE, "images (2).py": CODE, "convolution.py": CODE}))
    assert sources.files == {"convolution.py": CODE}
    reason = "images (1).py and images (2).py may both be meant; submit one of them as images.py"
    assert sources.refused == {"images.py": reason}
    assert f"images.py: rejected, {reason}" in sources.ignored


@pytest.mark.parametrize("name", ["images (final).py", "images (1).txt", "my images (1).py", "images (1).py.py"])
def test_other_names_are_no_copies(packed, name):
    refusal(packed({name: CODE, "README": b""}))


def test_a_module_elsewhere_is_preferred_to_a_copy(packed):
    sources = read(packed({"downloads/images (1).py": b"old", "lab/images.py": CODE}))
    assert sources.files == {"images.py": CODE}


# --- the command


def test_odd_forms_earn_their_points(isolated, tiny_folder, tmp_path):
    place = tmp_path / "in"
    code = {"sums.py": support.DOUBLE.encode(), "more.py": support.TRIPLE.encode()}
    place.mkdir()
    windows_zip(place / "windows.zip", "x").write_bytes(
        zip_of({f"lab!{name}": data for name, data in code.items()}).replace(b"!", b"\\")
    )
    (place / "nested.zip").write_bytes(zip_of({"work.zip": zip_of(code)}))
    (place / "sums.py").write_bytes(code["sums.py"])
    (place / "copies").mkdir()
    for name, data in (("sums (1).py", "sums.py"), ("more (1).py", "more.py"), ("more (2).py", "more.py")):
        (place / "copies" / name).write_bytes(code[data])
    graded = support.grade(tiny_folder, sorted(place.iterdir()), tmp_path / "out")
    assert graded.done.returncode == 0, graded.text
    points = {"copies": 4, "nested": 6, "sums": 4, "windows": 6}
    assert {name: graded.report(name)["score"] for name in points} == points
    assert "sums (1).py: read as sums.py" in graded.report("copies")["notes"]
    assert "more (1).py and more (2).py may both be meant" in graded.exercise("copies", "triple")["message"]
    assert "nested: work.zip: unpacked, since there is no code beside it" in graded.text
