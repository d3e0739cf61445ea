"""TTSR, the Texture Transformer Network for Image Super-Resolution (Yang et al. 2020), in its published form for ×4.

The paper leaves some things open; there it follows its authors' code. It differs from that code in these points:

- The last layer does not clamp the picture. A clamped pixel has no gradient.
- Pictures are not rounded to 8 bits between the reduction and the enlargement of a reference, and both LR and
  references are enlarged with replicated borders.
- With several references, the patches of all of them are searched together.
- The loop of `fit` trains it: Adam with the momenta 0.9 and 0.99 and one learning rate for all parts, which rises and
  falls; the code has 0.9 and 0.999, 1e-4 for the main network, and 1e-5 for the extractor. The critic learns once in a
  step and not twice, and its momenta are not 0 and 0.9. It learns alone at first; in the code the network learns alone
  at first, from the reconstruction loss. Gradients are clipped, and the moving average of the weights is scored; the
  code does neither.
"""
