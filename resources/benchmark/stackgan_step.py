"""The yardstick of `recast bench --against torch --stackgan`: StackGAN's training step, of either stage, in PyTorch.

The work is that of the reference implementation and of Recast Studio's own step: conditioning augmentation with
its divergence, a discriminator aware of matching (real pictures with their sentence, real pictures with a wrong
one, drawn pictures with theirs; at stage II also pictures by themselves), Adam with betas 0.5 and 0.999 for the
discriminator and then for the generator, and a moving average of the generator. Stage II draws over a frozen
stage I. Judgements are logits. Sentences, pictures and noise stay the same: drawing them is no part of it.

Starts with {"stage": "small" or "large", "batch", "size", "largeSize", "text", "condition", "noise", "width",
"judgeWidth", "blocks", "divergence", "average"}, settings by their names in Recast Studio; times "step".
"""

import math

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from protocol import serve


def convolution3(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)


def halving(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 4, stride=2, padding=1, bias=False)


def growing(inputs, doublings):
    layers = []
    for _ in range(doublings):
        layers += [nn.Upsample(scale_factor=2, mode="nearest"), convolution3(inputs, inputs // 2), nn.BatchNorm2d(inputs // 2), nn.ReLU(True)]
        inputs //= 2
    return nn.Sequential(*layers, convolution3(inputs, 3), nn.Tanh())


def beside(features, condition):
    return torch.cat((features, condition[:, :, None, None].expand(-1, -1, *features.shape[2:])), dim=1)


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.block = nn.Sequential(
            convolution3(channels, channels), nn.BatchNorm2d(channels), nn.ReLU(True),
            convolution3(channels, channels), nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return nn.functional.relu(x + self.block(x))


class Conditioning(nn.Module):
    def __init__(self, text, condition):
        super().__init__()
        self.fc = nn.Linear(text, 2 * condition)

    def forward(self, embedding):
        return nn.functional.relu(self.fc(embedding)).chunk(2, dim=1)


def draw_condition(mean, log_variance, noise):
    return mean + noise * (0.5 * log_variance).exp()


class SmallGenerator(nn.Module):
    def __init__(self, given):
        super().__init__()
        self.channels = 8 * given["width"]
        self.conditioning = Conditioning(given["text"], given["condition"])
        rows = 16 * self.channels
        self.fc = nn.Sequential(nn.Linear(given["noise"] + given["condition"], rows, bias=False), nn.BatchNorm1d(rows), nn.ReLU(True))
        self.growing = growing(self.channels, int(math.log2(given["size"] // 4)))

    def forward(self, embedding, noise, condition_noise):
        mean, log_variance = self.conditioning(embedding)
        rows = self.fc(torch.cat((noise, draw_condition(mean, log_variance, condition_noise)), dim=1))
        return self.growing(rows.view(-1, self.channels, 4, 4)), mean, log_variance


class LargeGenerator(nn.Module):
    def __init__(self, given):
        super().__init__()
        width, condition = given["width"], given["condition"]
        channels = 4 * width
        self.conditioning = Conditioning(given["text"], condition)
        self.encoder = nn.Sequential(
            convolution3(3, width), nn.ReLU(True),
            halving(width, 2 * width), nn.BatchNorm2d(2 * width), nn.ReLU(True),
            halving(2 * width, channels), nn.BatchNorm2d(channels), nn.ReLU(True),
        )
        self.decoder = nn.Sequential(
            convolution3(channels + condition, channels), nn.BatchNorm2d(channels), nn.ReLU(True),
            *(ResidualBlock(channels) for _ in range(given["blocks"])),
            growing(channels, int(math.log2(4 * given["largeSize"] // given["size"]))),
        )

    def forward(self, embedding, small, condition_noise):
        mean, log_variance = self.conditioning(embedding)
        condition = draw_condition(mean, log_variance, condition_noise)
        return self.decoder(beside(self.encoder(small), condition)), mean, log_variance


class Discriminator(nn.Module):
    def __init__(self, size, width, condition, alone):
        super().__init__()
        layers, channels = [halving(3, width), nn.LeakyReLU(0.2, True)], width
        for _ in range(int(math.log2(size // 8))):
            layers += [halving(channels, 2 * channels), nn.BatchNorm2d(2 * channels), nn.LeakyReLU(0.2, True)]
            channels *= 2
        while channels > 8 * width:
            layers += [convolution3(channels, channels // 2), nn.BatchNorm2d(channels // 2), nn.LeakyReLU(0.2, True)]
            channels //= 2
        self.features = nn.Sequential(*layers)
        self.joint = nn.Sequential(
            convolution3(channels + condition, channels), nn.BatchNorm2d(channels), nn.LeakyReLU(0.2, True), nn.Conv2d(channels, 1, 4, stride=4)
        )
        self.alone = nn.Conv2d(channels, 1, 4, stride=4) if alone else None

    def matching(self, features, condition):
        return self.joint(beside(features, condition))


def real(logits):
    return nn.functional.softplus(-logits).mean()


def fake(logits):
    return nn.functional.softplus(logits).mean()


class Step:
    """Networks, optimizers and one batch of a stage."""

    def __init__(self, given):
        large = given["stage"] == "large"
        size, batch = given["largeSize" if large else "size"], given["batch"]
        self.small = SmallGenerator(given).eval().requires_grad_(False) if large else None
        self.generator = LargeGenerator(given) if large else SmallGenerator(given)
        self.judge = Discriminator(size, given["judgeWidth"], given["condition"], large)
        self.average = AveragedModel(self.generator, multi_avg_fn=get_ema_multi_avg_fn(given["average"]), use_buffers=True)
        self.divergence = given["divergence"]
        for network in (self.small, self.generator, self.judge):
            for parameter in [] if network is None else network.parameters():
                # As the reference: N(0, 0.02) for weights; norms are left as they are, which costs the same.
                if parameter.dim() > 1:
                    nn.init.normal_(parameter, 0.0, 0.02)
        self.optimizer_g = torch.optim.Adam(self.generator.parameters(), 2e-4, (0.5, 0.999))
        self.optimizer_d = torch.optim.Adam(self.judge.parameters(), 2e-4, (0.5, 0.999))
        self.pictures = torch.rand(batch, 3, size, size) * 2 - 1
        self.embedding, self.wrong = torch.randn(2, batch, given["text"])
        self.noise = torch.randn(batch, given["noise"])
        self.small_noise, self.condition_noise = torch.randn(2, batch, given["condition"])

    def draw(self):
        if self.small is None:
            return self.generator(self.embedding, self.noise, self.condition_noise)
        with torch.no_grad():
            begun, _, _ = self.small(self.embedding, self.noise, self.small_noise)
        return self.generator(self.embedding, begun, self.condition_noise)

    def train(self):
        judge = self.judge
        drawn, mean, log_variance = self.draw()
        condition = mean.detach()
        with torch.no_grad():
            wrong, _ = self.generator.conditioning(self.wrong)

        self.optimizer_d.zero_grad()
        truth, forged = judge.features(self.pictures), judge.features(drawn.detach())
        loss_real = real(judge.matching(truth, condition))
        loss_fake = fake(judge.matching(truth, wrong)) + fake(judge.matching(forged, condition))
        if judge.alone is None:
            loss = loss_real + loss_fake / 2
        else:
            loss = (loss_real + real(judge.alone(truth))) / 2 + (loss_fake + fake(judge.alone(forged))) / 3
        loss.backward()
        self.optimizer_d.step()

        judge.requires_grad_(False)
        self.optimizer_g.zero_grad()
        features = judge.features(drawn)
        loss = real(judge.matching(features, condition))
        if judge.alone is not None:
            loss = loss + real(judge.alone(features))
        divergence = -0.5 * (1 + log_variance - mean.square() - log_variance.exp()).mean()
        (loss + self.divergence * divergence).backward()
        self.optimizer_g.step()
        judge.requires_grad_(True)
        self.average.update_parameters(self.generator)


def start(given):
    step = Step(given)
    number = 1 if step.small is None else 2
    networks = {f"netG{number}": step.generator, f"netD{number}": step.judge, f"averageG{number}": step.average}
    if step.small is not None:
        networks["averageG1"] = step.small
    return networks, {"step": step.train}


serve(start)
