"""`hime-train prepare folder|call|celebamask-hq|celebref-hq|ffhq|voxceleb`."""

from argparse import Namespace

from hime_core.detector import load_detector
from training.data.celebamask import prepare_celebamask
from training.data.linked_sets import prepare_celebref, prepare_ffhq
from training.data.prepare import prepare_call, prepare_folder
from training.data.split import Split
from training.data.voxceleb import prepare_voxceleb


def run(options: Namespace) -> dict[str, object]:
    """Make identity folders of headshots from photographs, calls or a public set. Returns counts."""
    kinds = {
        "folder": _folder,
        "call": _call,
        "celebamask-hq": _celebamask,
        "celebref-hq": _celebref,
        "ffhq": _ffhq,
        "voxceleb": _voxceleb,
    }
    return kinds[options.kind](options)


def _folder(options: Namespace) -> dict[str, object]:
    counts = prepare_folder(
        options.source,
        options.out,
        load_detector(),
        names=options.name or ["*"],
        margin=options.margin,
        size=options.size,
        hold_out=options.hold_out,
        min_images=options.min_images,
        seed=options.seed,
        development=options.development,
    )
    print(f"{options.out}: {_held_out(counts)}")
    return dict(counts)


def _voxceleb(options: Namespace) -> dict[str, object]:
    counts = prepare_voxceleb(
        options.source,
        options.out,
        load_detector(),
        every=options.every,
        margin=options.margin,
        size=options.size,
        hold_out=options.hold_out,
        development=options.development,
        seed=options.seed,
    )
    print(f"{options.out}: {_held_out(counts)}, {counts['unreadable']} clips that cannot be read")
    return dict(counts)


def _held_out(counts: dict[str, int]) -> str:
    train, dev, val, no_face = (counts[key] for key in ("train", "dev", "val", "no_face"))
    return f"{train} for training, {val} held out, {dev} for development, {no_face} without a face"


def _call(options: Namespace) -> dict[str, object]:
    counts = prepare_call(options.calls, options.out, load_detector(), every=options.every, size=options.size)
    print(f"{options.out}: {counts['val']} headshots, {counts['no_face']} frames without a face")
    return dict(counts)


def _celebamask(options: Namespace) -> dict[str, object]:
    counts = prepare_celebamask(
        options.root,
        options.identities,
        options.out,
        seed=options.seed,
        evaluation=options.evaluation,
        development=options.development,
        training=options.training,
        references=options.references,
    )
    return _tell_split(options, counts)


def _celebref(options: Namespace) -> dict[str, object]:
    split = Split(options.seed, options.evaluation, options.development, options.training, options.references)
    return _tell_split(options, prepare_celebref(options.root, options.out, split))


def _ffhq(options: Namespace) -> dict[str, object]:
    counts = prepare_ffhq(options.root, options.out)
    print(f"{options.out}: {counts['train']} images for training, {counts['val']} for evaluation without references")
    return dict(counts)


def _tell_split(options: Namespace, counts: dict[str, int]) -> dict[str, object]:
    print(
        f"{options.out}: {counts['train']} images of {counts['train_identities']} identities for training, "
        f"{counts['dev']} of {counts['dev_identities']} for development, "
        f"{counts['val']} of {counts['val_identities']} for evaluation; {counts['dropped_identities']} identities "
        "with fewer than 4 images dropped"
    )
    return dict(counts)
