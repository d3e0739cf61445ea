"""The metrics that every method is scored by: PSNR, SSIM and LPIPS."""
