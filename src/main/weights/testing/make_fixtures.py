"""Makes the files of src/main/weights/golden: weights as PyTorch saves them, and what PyTorch makes of them.

    python3 src/main/weights/testing/make_fixtures.py

The networks are those of the CycleGAN reference implementation (junyanz/pytorch-CycleGAN-and-pix2pix), module by
module, so that state dicts have its names. With a file as argument, nothing is made: the generator in it is loaded
with torch.load(weights_only=True) and run on the test picture of the given size; the result is written beside it:

    python3 make_fixtures.py run resnet:4:1:resize model.pth 16x24 result.safetensors
"""

import functools
import math
import os
import pathlib
import sys
from collections import OrderedDict

import torch
from safetensors.torch import save_file
from torch import nn

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"
NORM = functools.partial(nn.InstanceNorm2d, affine=False, track_running_stats=False)


class ResnetBlock(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), NORM(dim), nn.ReLU(True),
            nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), NORM(dim),
        )

    def forward(self, x):
        return x + self.conv_block(x)


def doubling(inputs, outputs, kind, kernel, padding, output_padding):
    if kind == "transposed":
        return [nn.ConvTranspose2d(inputs, outputs, kernel, 2, padding, output_padding=output_padding)]
    return [nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1), nn.Conv2d(inputs, outputs, 3)]


class ResnetGenerator(nn.Module):
    def __init__(self, ngf, blocks, kind):
        super().__init__()
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, ngf, 7), NORM(ngf), nn.ReLU(True)]
        for mult in (1, 2):
            layers += [nn.Conv2d(ngf * mult, ngf * mult * 2, 3, 2, 1), NORM(ngf * mult * 2), nn.ReLU(True)]
        layers += [ResnetBlock(ngf * 4) for _ in range(blocks)]
        for mult in (4, 2):
            layers += [*doubling(ngf * mult, ngf * mult // 2, kind, 3, 1, 1), NORM(ngf * mult // 2), nn.ReLU(True)]
        self.model = nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(ngf, 3, 7), nn.Tanh())

    def forward(self, x):
        return self.model(x)


class UnetBlock(nn.Module):
    def __init__(self, outer, inner, kind, inside=None, outermost=False):
        super().__init__()
        self.outermost = outermost
        down = nn.Conv2d(3 if outermost else outer, inner, 4, 2, 1)
        up = doubling(inner if inside is None else inner * 2, outer, kind, 4, 1, 0)
        if outermost:
            model = [down, inside, nn.ReLU(True), *up, nn.Tanh()]
        elif inside is None:
            model = [nn.LeakyReLU(0.2, True), down, nn.ReLU(True), *up, NORM(outer)]
        else:
            model = [nn.LeakyReLU(0.2, True), down, NORM(inner), inside, nn.ReLU(True), *up, NORM(outer)]
        self.model = nn.Sequential(*model)

    def forward(self, x):
        return self.model(x) if self.outermost else torch.cat([x, self.model(x)], 1)


class UnetGenerator(nn.Module):
    def __init__(self, ngf, downs, kind):
        super().__init__()
        block = UnetBlock(ngf * 8, ngf * 8, kind)
        for _ in range(downs - 5):
            block = UnetBlock(ngf * 8, ngf * 8, kind, block)
        for mult in (4, 2, 1):
            block = UnetBlock(ngf * mult, ngf * mult * 2, kind, block)
        self.model = UnetBlock(3, ngf, kind, block, outermost=True)

    def forward(self, x):
        return self.model(x)


def patch_discriminator(ndf, layers):
    sequence = [nn.Conv2d(3, ndf, 4, 2, 1), nn.LeakyReLU(0.2, True)]
    widths = [ndf * min(2**level, 8) for level in range(layers + 1)]
    for level in range(1, layers + 1):
        stride = 2 if level < layers else 1
        sequence += [nn.Conv2d(widths[level - 1], widths[level], 4, stride, 1), NORM(widths[level]), nn.LeakyReLU(0.2, True)]
    network = nn.Module()
    network.model = nn.Sequential(*sequence, nn.Conv2d(widths[-1], 1, 4, 1, 1))
    return network


def picture(height, width):
    """The picture that tests translate; testing/picture.ts makes the same."""
    y, x, c = torch.meshgrid(torch.arange(height).double(), torch.arange(width).double(), torch.arange(3).double(), indexing="ij")
    return torch.sin(0.37 * y + 0.23 * x * (c + 1) + c).float().permute(2, 0, 1)[None].contiguous()


def drawn(network, seed):
    """Weights that make a lively picture; biases, too, even where an instance norm cancels them."""
    generator = torch.Generator().manual_seed(seed)
    for parameter in network.parameters():
        spread = 0.3 / math.sqrt(max(1, parameter[0].numel() / 9)) if parameter.dim() == 4 else 0.1
        parameter.data = torch.randn(parameter.shape, generator=generator) * spread
    return network.eval()


def with_statistics(state):
    """What instance norms of PyTorch before 0.4 kept beside the weights."""
    result = OrderedDict()
    for name, value in state.items():
        result[name] = value
        module = name.rsplit(".", 2)
        if name.endswith("bias") and name != list(state)[-1]:
            norm = f"{module[0]}.{int(module[1]) + 1}"
            result[f"{norm}.running_mean"] = torch.zeros_like(value)
            result[f"{norm}.running_var"] = torch.ones_like(value)
            result[f"{norm}.num_batches_tracked"] = torch.tensor(7)
    return result


def parallel(state):
    return OrderedDict((f"module.{name}", value) for name, value in state.items())


class Command:
    """Unpickling it would run a command."""

    def __reduce__(self):
        return os.system, ("touch /tmp/recast-was-run",)


def translated(network, height, width):
    with torch.no_grad():
        return network(picture(height, width)).contiguous()


def make():
    GOLDEN.mkdir(exist_ok=True)
    outputs = {}
    there, back = drawn(ResnetGenerator(4, 2, "transposed"), 1), drawn(ResnetGenerator(4, 2, "transposed"), 2)
    judge = drawn(patch_discriminator(4, 2), 3)
    outputs["there"], outputs["back"] = translated(there, 24, 32), translated(back, 24, 32)
    torch.save(there.state_dict(), GOLDEN / "latest_net_G_A.pth")
    torch.save(parallel(with_statistics(back.state_dict())), GOLDEN / "latest_net_G_B.pth", _use_new_zipfile_serialization=False)
    whole = {"epoch": 3, "best": 0.25, "netG_A": there.state_dict(), "netG_B": parallel(back.state_dict()), "netD_A": judge.state_dict()}
    torch.save(whole, GOLDEN / "wrapped.pth")
    torch.save({"state_dict": there.state_dict(), "flags": [True, None, (1, "two")]}, GOLDEN / "wrapped-old.pth", _use_new_zipfile_serialization=False)

    small = drawn(ResnetGenerator(4, 1, "resize"), 4)
    for kind in (torch.float16, torch.bfloat16, torch.float64):
        name = str(kind).removeprefix("torch.")
        state = {key: value.to(kind) for key, value in small.state_dict().items()}
        torch.save(state, GOLDEN / f"{name}.pth")
        save_file(state, GOLDEN / f"{name}.safetensors")
        rounded = ResnetGenerator(4, 1, "resize")
        rounded.load_state_dict({key: value.float() for key, value in state.items()})
        outputs[name] = translated(rounded.eval(), 16, 24)

    unet = drawn(UnetGenerator(4, 7, "transposed"), 5).half().float()
    torch.save({key: value.half() for key, value in unet.state_dict().items()}, GOLDEN / "unet_128.pth")
    # Every fourth pixel is enough to compare.
    outputs["unet"] = translated(unet, 128, 128)[:, :, ::4, ::4].contiguous()
    save_file(outputs, GOLDEN / "outputs.safetensors")

    base = torch.arange(24.0).reshape(2, 3, 4)
    views = {"turned": base.permute(2, 0, 1), "part": base[:, 1:, ::2], "scalar": torch.tensor(5.0), "parameter": nn.Parameter(base[0, 0])}
    for name, zipped in (("views", True), ("views-old", False)):
        torch.save(views, GOLDEN / f"{name}.pth", _use_new_zipfile_serialization=zipped)
    for name, zipped in (("command", True), ("command-old", False)):
        torch.save({"model.1.weight": torch.zeros(4, 3, 7, 7), "more": Command()}, GOLDEN / f"{name}.pth", _use_new_zipfile_serialization=zipped)


def run(kind, path, size, result):
    name, *numbers, upsampling = kind.split(":")
    network = {"resnet": ResnetGenerator, "unet": UnetGenerator}[name](*map(int, numbers), upsampling)
    network.load_state_dict(torch.load(path, weights_only=True))
    height, width = map(int, size.split("x"))
    save_file({"translated": translated(network.eval(), height, width)}, result)


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    else:
        make()
