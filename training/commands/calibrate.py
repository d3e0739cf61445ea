"""`hime-train calibrate`."""

from argparse import Namespace
from dataclasses import asdict

from training.scoring.calibrate import calibrate


def run(options: Namespace) -> dict[str, object]:
    """Print our bicubic scores beside the paper's."""
    rows = calibrate(options.data)
    print("bicubic        PSNR   paper    diff    SSIM   paper     diff")
    for row in rows:
        name = f"{f'{row.lr}x{row.lr}':>5} x{row.scale}"
        if row.skipped:
            print(f"{name}   skipped: {row.skipped}")
            continue
        print(
            f"{name}  {row.psnr:8.2f}{row.paper_psnr:8.2f}{row.psnr_difference:+8.2f}"
            f"  {row.ssim:.4f}  {row.paper_ssim:.4f}  {row.ssim_difference:+.4f}"
        )
    print("Only on the real CelebAMask-HQ's evaluation set must they match, to about 0.3 dB: the identities differ.")
    return {"rows": [asdict(row) for row in rows]}
