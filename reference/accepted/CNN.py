"""Accepted solutions of CNN."""

import torch
import torch.nn.functional as F
from torch import nn

from reference.cnn import CNN


class BatchNorm(nn.Module):
    """Batch normalisation after every convolution, without biases."""

    def __init__(self):
        super().__init__()
        widths = (1, 24, 48, 64)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(a, b, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))
            for a, b in zip(widths, widths[1:])
        )
        self.head = nn.Linear(64 * 4 * 4, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x.view(x.size(0), -1))


class ByTorchFunctions(nn.Module):
    """Weights as bare parameters, convolved by F.conv2d."""

    def __init__(self):
        super().__init__()
        shapes = (24, 1, 3, 3), (32, 24, 3, 3), (48, 32, 3, 3), (10, 48 * 4 * 4)
        self.weights = nn.ParameterList(nn.init.kaiming_normal_(torch.empty(shape)) for shape in shapes)

    def forward(self, x):
        *kernels, matrix = self.weights
        for kernel, stride in zip(kernels, (2, 2, 1)):
            x = torch.relu(F.conv2d(x, kernel, stride=stride))
        return x.reshape(len(x), -1) @ matrix.T


class FourConvolutionsDepthwise(nn.Module):
    """Four convolutions, two of them depthwise, and a mean over all places."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 32, 3, stride=2),
            nn.SiLU(),
            nn.Conv2d(32, 32, 3, groups=32),
            nn.Conv2d(32, 96, 1),
            nn.SiLU(),
            nn.Conv2d(96, 96, 3, stride=2, groups=96),
            nn.Conv2d(96, 128, 1),
            nn.SiLU(),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
        )
        self.fc = nn.Linear(512, 10)

    def forward(self, x):
        return self.fc(self.net(x))


class FunctionalDropout(nn.Module):
    """Dropout as a function that is told the mode; average pooling; leaky ReLU."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, (3, 3), padding="same")
        self.conv2 = nn.Conv2d(16, 32, 3, padding="same")
        self.conv3 = nn.Conv2d(32, 32, 3, padding="same")
        self.fc1 = nn.Linear(32 * 3 * 3, 64)
        self.fc2 = nn.Linear(64, 10)

    def forward(self, x):
        for convolution in [self.conv1, self.conv2, self.conv3]:
            x = F.avg_pool2d(F.leaky_relu(convolution(x)), 2)
        x = F.dropout(x.flatten(start_dim=1), p=0.3, training=self.training)
        return self.fc2(F.elu(self.fc1(x)))


class Lazy(nn.Module):
    """Lazy layers that learn their input size from the first batch."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.LazyConv2d(32, 3),
            nn.ReLU(),
            nn.LazyConv2d(32, 3, stride=2),
            nn.ReLU(),
            nn.LazyConv2d(64, 3, stride=2),
            nn.ReLU(),
            nn.Flatten(),
            nn.LazyLinear(10),
        )

    def forward(self, x):
        return self.layers(x)


class LogSoftmax(CNN):
    """Log-probabilities, which are logits too."""

    def forward(self, x):
        return F.log_softmax(super().forward(x), dim=-1)


class ModulesDictionary(nn.Module):
    """Layers in an nn.ModuleDict, with convolutions of oblong kernels."""

    def __init__(self):
        super().__init__()
        self.layer = nn.ModuleDict(
            {
                "down": nn.Conv2d(1, 16, (5, 1), stride=(2, 1)),
                "across": nn.Conv2d(16, 16, (1, 5), stride=(1, 2)),
                "both": nn.Conv2d(16, 48, 3, stride=2, dilation=1),
                "out": nn.Linear(48 * 5 * 5, 10),
            }
        )

    def forward(self, x):
        for name in ("down", "across", "both"):
            x = torch.tanh(self.layer[name](x))
        return self.layer["out"](nn.Flatten()(x))


class NormalisesImages(CNN):
    """Images normalised with MNIST's known mean and deviation, kept as buffers."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor(0.1307))
        self.register_buffer("deviation", torch.tensor(0.3081))

    def forward(self, x):
        return super().forward((x - self.mean) / self.deviation)


class _Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.GroupNorm(4, width)

    def forward(self, x):
        return x + F.relu(self.norm(self.conv(x)))


class Residual(nn.Module):
    """Residual blocks with group normalisation and a mean over all places."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 32, 5, stride=2)
        self.blocks = nn.Sequential(_Block(32), _Block(32), nn.MaxPool2d(2))
        self.head = nn.Linear(32 * 6 * 6, 10)

    def forward(self, x):
        return self.head(self.blocks(F.relu(self.stem(x))).flatten(1))


class Sequential(nn.Sequential):
    """One nn.Sequential with pooling."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 16, 5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(64 * 3 * 3, 10),
        )


class StandardizesEachImage(CNN):
    """Every image standardized by its own mean and deviation; instance normalisation within."""

    def __init__(self):
        super().__init__()
        self.norm = nn.InstanceNorm2d(32, affine=True)

    def forward(self, x):
        x = (x - x.mean(dim=(1, 2, 3), keepdim=True)) / (x.std(dim=(1, 2, 3), keepdim=True) + 1e-5)
        x = self.norm(F.relu(self.conv1(x)))
        x = F.relu(self.conv3(F.relu(self.conv2(x))))
        return self.out(self.dropout(F.relu(self.hidden(x.flatten(1)))))
