"""`hime-train prepare folder|call|celebamask-hq`."""

from argparse import Namespace

from hime_core.detector import load_detector
from training.data.celebamask import prepare_celebamask
from training.data.prepare import prepare_call, prepare_folder


def run(options: Namespace) -> dict[str, object]:
    """Make identity folders of headshots from photographs, calls or CelebAMask-HQ. Returns counts."""
    return {"folder": _folder, "call": _call, "celebamask-hq": _celebamask}[options.kind](options)


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
    )
    print(
        f"{options.out}: {counts['train']} for training, {counts['val']} held out, {counts['no_face']} without a face"
    )
    return dict(counts)


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
        training=options.training,
        references=options.references,
    )
    print(
        f"{options.out}: {counts['train']} images of {counts['train_identities']} identities for training, "
        f"{counts['val']} of {counts['val_identities']} for evaluation; {counts['dropped_identities']} identities "
        "with fewer than 4 images dropped"
    )
    return dict(counts)
