"""The yardstick of `recast bench --against torch`: CycleGAN's training step and inference in PyTorch.

The work is that of the reference implementation and of Recast Studio's own step: two ResNet generators
(instance norm without affine, reflection padding, transposed convolution), two 70x70 PatchGANs, least
squares, cycle weight 10, identity weight 0.5, Adam with betas 0.5 and 0.999, batch 1. No image pool: it
costs no arithmetic.

Starts with {"size", "ngf", "blocks", "mode"}, mode: float32, bfloat16 or compile; times "step" and "inference".
"""

import itertools

import torch
from torch import nn

from protocol import serve


def normalized(channels):
    return nn.InstanceNorm2d(channels, affine=False, track_running_stats=False)


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), normalized(channels), nn.ReLU(True),
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), normalized(channels),
        )

    def forward(self, x):
        return x + self.body(x)


def generator(ngf, blocks):
    layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, ngf, 7), normalized(ngf), nn.ReLU(True)]
    for scale in (1, 2):
        layers += [nn.Conv2d(ngf * scale, ngf * scale * 2, 3, 2, 1), normalized(ngf * scale * 2), nn.ReLU(True)]
    layers += [ResidualBlock(ngf * 4) for _ in range(blocks)]
    for scale in (4, 2):
        layers += [nn.ConvTranspose2d(ngf * scale, ngf * scale // 2, 3, 2, 1, output_padding=1), normalized(ngf * scale // 2), nn.ReLU(True)]
    return nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(ngf, 3, 7), nn.Tanh())


def discriminator(ndf):
    layers = [nn.Conv2d(3, ndf, 4, 2, 1), nn.LeakyReLU(0.2, True)]
    for before, after, stride in ((1, 2, 2), (2, 4, 2), (4, 8, 1)):
        layers += [nn.Conv2d(ndf * before, ndf * after, 4, stride, 1), normalized(ndf * after), nn.LeakyReLU(0.2, True)]
    return nn.Sequential(*layers, nn.Conv2d(ndf * 8, 1, 4, 1, 1))


class Step:
    """Networks, optimizers and one picture of each domain."""

    def __init__(self, size, ngf, blocks, mode):
        # The discriminators are as wide as those of Recast Studio's default settings.
        self.gen_a, self.gen_b = generator(ngf, blocks), generator(ngf, blocks)
        self.dis_a, self.dis_b = discriminator(64), discriminator(64)
        for network in (self.gen_a, self.gen_b, self.dis_a, self.dis_b):
            for parameter in network.parameters():
                nn.init.normal_(parameter, 0.0, 0.02) if parameter.dim() > 1 else nn.init.zeros_(parameter)
        both = lambda first, second: itertools.chain(first.parameters(), second.parameters())
        self.optimizer_g = torch.optim.Adam(both(self.gen_a, self.gen_b), 2e-4, (0.5, 0.999))
        self.optimizer_d = torch.optim.Adam(both(self.dis_a, self.dis_b), 2e-4, (0.5, 0.999))
        self.real_a, self.real_b = (torch.rand(1, 3, size, size) * 2 - 1 for _ in range(2))
        self.bfloat16 = mode == "bfloat16"
        if mode == "compile":
            self.gen_a, self.gen_b, self.dis_a, self.dis_b = map(torch.compile, (self.gen_a, self.gen_b, self.dis_a, self.dis_b))

    def cast(self):
        return torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16)

    def train(self):
        l1, square = nn.functional.l1_loss, nn.functional.mse_loss
        toward = lambda verdict, value: square(verdict, torch.full_like(verdict, value))
        a, b = self.real_a, self.real_b
        discriminators = list(self.dis_a.parameters()) + list(self.dis_b.parameters())
        for parameter in discriminators:
            parameter.requires_grad_(False)
        self.optimizer_g.zero_grad()
        with self.cast():
            fake_b, fake_a = self.gen_a(a), self.gen_b(b)
            loss = toward(self.dis_a(fake_b), 1.0) + toward(self.dis_b(fake_a), 1.0)
            loss = loss + 10 * l1(self.gen_b(fake_b), a) + 10 * l1(self.gen_a(fake_a), b)
            loss = loss + 5 * l1(self.gen_a(b), b) + 5 * l1(self.gen_b(a), a)
        loss.backward()
        self.optimizer_g.step()
        for parameter in discriminators:
            parameter.requires_grad_(True)
        self.optimizer_d.zero_grad()
        for judge, real, fake in ((self.dis_a, b, fake_b), (self.dis_b, a, fake_a)):
            with self.cast():
                judged = (toward(judge(real), 1.0) + toward(judge(fake.detach()), 0.0)) * 0.5
            judged.backward()
        self.optimizer_d.step()

    def infer(self):
        with torch.inference_mode(), self.cast():
            self.gen_a(self.real_a)


def start(given):
    step = Step(given["size"], given["ngf"], given["blocks"], given["mode"])
    networks = {"netG_A": step.gen_a, "netG_B": step.gen_b, "netD_A": step.dis_a, "netD_B": step.dis_b}
    return networks, {"step": step.train, "inference": step.infer}


serve(start)
