import torch

from hime_core.network.rfa_conv import ConvAlignment


def test_it_starts_as_a_copy_and_cannot_reach_further_than_one_pixel() -> None:
    reference = torch.rand(1, 4, 9, 9)
    alignment = ConvAlignment(4)
    torch.testing.assert_close(alignment(reference, reference, reference), reference)
    torch.nn.init.normal_(alignment.conv.weight)
    moved = reference.clone()
    moved[:, :, 0, 0] += 1
    changed = (alignment(moved, reference, reference) - alignment(reference, reference, reference)).abs().sum(1)[
        0
    ] > 1e-6
    assert changed[:2, :2].any()
    assert not changed[2:].any()
    assert not changed[:, 2:].any()
