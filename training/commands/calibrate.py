"""`hime-train calibrate`."""

from argparse import Namespace
from dataclasses import asdict

from training.scoring.calibrate import PSNR_TOLERANCE, SSIM_TOLERANCE, calibrate, passes

VERDICTS = {True: "pass", False: "fail"}


def run(options: Namespace) -> dict[str, object]:
    """Print our bicubic scores beside the paper's, and whether they agree."""
    rows = calibrate(options.data)
    print("bicubic        PSNR   paper    diff    SSIM   paper     diff")
    for row in rows:
        name = f"{f'{row.lr}x{row.lr}':>5} x{row.scale}"
        if row.passed is None:
            print(f"{name}   skipped: {row.skipped}")
            continue
        print(
            f"{name}  {row.psnr:8.2f}{row.paper_psnr:8.2f}{row.psnr_difference:+8.2f}"
            f"  {row.ssim:.4f}  {row.paper_ssim:.4f}  {row.ssim_difference:+.4f}  {VERDICTS[row.passed]}"
        )
    passed = passes(rows)
    print(f"{VERDICTS[passed]}: may differ by {PSNR_TOLERANCE} dB and {SSIM_TOLERANCE}, since the identities differ")
    if not passed:
        print("Only the real CelebAMask-HQ's evaluation set must pass; there, look for another resampling or metric")
    tolerances = {"psnr_tolerance": PSNR_TOLERANCE, "ssim_tolerance": SSIM_TOLERANCE}
    return {"rows": [asdict(row) for row in rows], **tolerances, "passed": passed}
