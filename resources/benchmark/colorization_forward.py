"""The yardstick of `recast bench --against torch --colourist`: the colourist's forward pass in PyTorch.

The network is that of Zhang et al. (SIGGRAPH 2017) as its reference implementation has it, both heads: ten
blocks of 3 x 3 convolutions with batch norm, the fifth and sixth dilated, sums from blocks 3, 2 and 1 into 8, 9
and 10. Batch 1, evaluation mode.

Starts with {"size", "width"}; times "inference".
"""

import torch
from torch import nn

from protocol import serve


def block(channels, dilation=1):
    layers = []
    for before, after in zip(channels, channels[1:]):
        layers += [nn.Conv2d(before, after, 3, padding=dilation, dilation=dilation), nn.ReLU(True)]
    return nn.Sequential(*layers, nn.BatchNorm2d(channels[-1]))


def tail(channels, count, last):
    layers = [nn.ReLU(True)]
    for _ in range(count):
        layers += [nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU(True)]
    return nn.Sequential(*layers[:-1], *last)


class Colourist(nn.Module):
    def __init__(self, w):
        super().__init__()
        self.model1 = block([4, w, w])
        self.model2 = block([w, 2 * w, 2 * w])
        self.model3 = block([2 * w, 4 * w, 4 * w, 4 * w])
        self.model4 = block([4 * w, 8 * w, 8 * w, 8 * w])
        self.model5 = block([8 * w] * 4, dilation=2)
        self.model6 = block([8 * w] * 4, dilation=2)
        self.model7 = block([8 * w] * 4)
        self.model8up = nn.ConvTranspose2d(8 * w, 4 * w, 4, stride=2, padding=1)
        self.model8 = tail(4 * w, 2, [nn.ReLU(True), nn.BatchNorm2d(4 * w)])
        self.model9up = nn.ConvTranspose2d(4 * w, 2 * w, 4, stride=2, padding=1)
        self.model9 = tail(2 * w, 1, [nn.ReLU(True), nn.BatchNorm2d(2 * w)])
        self.model10up = nn.ConvTranspose2d(2 * w, 2 * w, 4, stride=2, padding=1)
        self.model10 = tail(2 * w, 1, [nn.LeakyReLU(0.2)])
        self.model3short8 = nn.Conv2d(4 * w, 4 * w, 3, padding=1)
        self.model2short9 = nn.Conv2d(2 * w, 2 * w, 3, padding=1)
        self.model1short10 = nn.Conv2d(w, 2 * w, 3, padding=1)
        self.model_class = nn.Conv2d(4 * w, 529, 1)
        self.model_out = nn.Sequential(nn.Conv2d(2 * w, 2, 1), nn.Tanh())

    def forward(self, drawing, hints, mask):
        first = self.model1(torch.cat((drawing, hints, mask), dim=1))
        second = self.model2(first[:, :, ::2, ::2])
        third = self.model3(second[:, :, ::2, ::2])
        middle = self.model7(self.model6(self.model5(self.model4(third[:, :, ::2, ::2]))))
        eighth = self.model8(self.model8up(middle) + self.model3short8(third))
        ninth = self.model9(self.model9up(eighth) + self.model2short9(second))
        tenth = self.model10(self.model10up(ninth) + self.model1short10(first))
        return self.model_class(eighth), self.model_out(tenth)


def start(given):
    size = given["size"]
    network = Colourist(given["width"]).eval()
    inputs = [torch.rand(1, channels, size, size) - 0.5 for channels in (1, 2, 1)]

    def infer():
        with torch.inference_mode():
            network(*inputs)

    return {"netG": network}, {"inference": infer}


serve(start)
