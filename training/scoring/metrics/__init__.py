"""The metrics that every method is scored by: PSNR, SSIM, LPIPS and, if asked for, the distance of identities."""
