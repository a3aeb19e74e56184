"""Known mistakes of CNN."""

import torch
import torch.nn.functional as F
from torch import nn


class _Small(nn.Module):
    """Three convolutions and one linear layer."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, stride=2)
        self.conv2 = nn.Conv2d(16, 32, 3, stride=2)
        self.conv3 = nn.Conv2d(32, 64, 3, stride=2)
        self.fc = nn.Linear(64 * 2 * 2, 10)

    def features(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return x

    def forward(self, x):
        return self.fc(torch.flatten(self.features(x), 1))


class LogitsAndFeatures(_Small):
    """forward returns the logits together with something else; it should return the logits alone."""

    def forward(self, x):
        return super().forward(x), self.features(x)


class ColourImages(_Small):
    """The first layer expects three channels; the images are gray and have one."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, stride=2)


class FixedBatchSize(_Small):
    """Only one batch size works, for example because it is written into a reshape; torch.flatten(x, 1) takes any."""

    def forward(self, x):
        return self.fc(self.features(x).reshape(4, 64 * 2 * 2))


class Squeezed(_Small):
    """A single image loses its batch axis, for example because squeeze() drops every axis of length 1; the result
    should be (B, 10) for B = 1 too.
    """

    def forward(self, x):
        return super().forward(x).squeeze()


class SoftmaxAtTheEnd(_Small):
    """The outputs of each image are probabilities that sum to 1, as after a softmax; return the logits, since
    cross-entropy applies the softmax itself.
    """

    def forward(self, x):
        return F.softmax(super().forward(x), dim=1)


class SoftmaxOverTheBatch(_Small):
    """The outputs of each class sum to 1 over the images, as after a softmax over the batch; return the logits, without
    any softmax.
    """

    def forward(self, x):
        return F.softmax(super().forward(x), dim=0)


class DropoutAlwaysOn(_Small):
    """Dropout is active in eval mode too; use F.dropout(x, training=self.training) or an nn.Dropout layer made in
    __init__.
    """

    def forward(self, x):
        return self.fc(F.dropout(torch.flatten(self.features(x), 1), 0.25))


class BatchNormWithoutStatistics(_Small):
    """An image's logits depend on the rest of the batch even in eval mode, as when batch normalisation keeps no running
    statistics.
    """

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm2d(64, track_running_stats=False)

    def features(self, x):
        return self.norm(super().features(x))


class UnusedLayer(_Small):
    """A parameter gets no gradient, for example because forward does not use its layer or the layer is frozen; every
    parameter should learn.
    """

    def __init__(self):
        super().__init__()
        self.extra = nn.Linear(128, 128)


class ForwardWithoutGradients(_Small):
    """No parameter gets a gradient, for example because forward runs under torch.no_grad(); only evaluation should
    switch gradients off.
    """

    @torch.no_grad()
    def forward(self, x):
        return super().forward(x)


class LayersInAPlainList(nn.Module):
    """The convolutions are not among the network's parameters, for example because they are in a plain list; use
    nn.ModuleList or nn.Sequential.
    """

    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(1, 32, 3), nn.Conv2d(32, 32, 3, stride=2), nn.Conv2d(32, 64, 3, stride=2)]
        self.fc = nn.Linear(64 * 5 * 5, 10)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.relu(convolution(x))
        return self.fc(torch.flatten(x, 1))


class TwoConvolutions(_Small):
    """The network has two convolution layers; it should have at least three."""

    def __init__(self):
        super().__init__()
        del self.conv3
        self.fc = nn.Linear(32 * 6 * 6, 10)

    def features(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x))))


class TooManyParameters(nn.Module):
    """The network has more than 2 million parameters, as when a linear layer follows large feature maps; use strides or
    pooling, or fewer channels.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3)
        self.conv2 = nn.Conv2d(16, 16, 3)
        self.conv3 = nn.Conv2d(16, 64, 3)
        self.fc1 = nn.Linear(64 * 22 * 22, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


class TooManyMultiplyAdds(nn.Module):
    """The network needs too many multiply-adds, as when convolutions with many channels run at full size; use strides
    or pooling first.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, 3, padding=1)
        self.conv2 = nn.Conv2d(64, 64, 3, padding=1)
        self.conv3 = nn.Conv2d(64, 64, 3, padding=1)
        self.fc = nn.Linear(64 * 7 * 7, 10)

    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return self.fc(torch.flatten(F.max_pool2d(x, 4), 1))
