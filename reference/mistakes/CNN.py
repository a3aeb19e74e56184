"""Known mistakes of CNN."""

import torch
import torch.nn.functional as F
from torch import nn

from reference.cnn import CNN


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


class NothingReturned(_Small):
    """forward returns None: it computes the logits, but the line with `return` is missing."""

    def forward(self, x):
        super().forward(x)


class ArrayReturned(_Small):
    """The logits are a NumPy array, so no gradient can flow back; return the tensor."""

    def forward(self, x):
        return super().forward(x).detach().numpy()


class DoublePrecision(_Small):
    """The logits are float64; they should be float32, as the images are."""

    def forward(self, x):
        return super().forward(x).double()


class LogitsAndFeatures(_Small):
    """forward returns the logits together with something else; it should return the logits alone."""

    def forward(self, x):
        return super().forward(x), self.features(x)


class PredictedDigit(_Small):
    """forward returns the predicted digit; it should return all ten logits."""

    def forward(self, x):
        return super().forward(x).argmax(dim=1)


class NineOutputs(_Small):
    """The network returns 9 numbers for each image; there are ten digits, 0 to 9."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64 * 2 * 2, 9)


class OutputsFirst(_Small):
    """The result has the shape (10, B); the images come first, (B, 10)."""

    def forward(self, x):
        return super().forward(x).T


class ColourImages(_Small):
    """The first layer expects three channels; the images are gray and have one."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, stride=2)


class FixedBatchSize(_Small):
    """Only one batch size works, as it is written into the reshape; torch.flatten(x, 1) takes any."""

    def forward(self, x):
        return self.fc(self.features(x).reshape(4, 64 * 2 * 2))


class FlattenedWithTheBatch(_Small):
    """The batch axis is flattened together with the others; torch.flatten(x, 1) keeps one row for each image."""

    def __init__(self):
        super().__init__()
        self.fc = nn.LazyLinear(10)

    def forward(self, x):
        return self.fc(torch.flatten(self.features(x)))


class Squeezed(_Small):
    """A single image loses its batch axis, as squeeze() drops every axis of length 1; the result should be (B, 10) for
    B = 1 too.
    """

    def forward(self, x):
        return super().forward(x).squeeze()


class SoftmaxAtTheEnd(_Small):
    """The network ends in a softmax; return the logits, since cross-entropy applies the softmax itself."""

    def forward(self, x):
        return F.softmax(super().forward(x), dim=1)


class SoftmaxOverTheBatch(_Small):
    """The network ends in a softmax over the images of the batch; there should be no softmax at all."""

    def forward(self, x):
        return F.softmax(super().forward(x), dim=0)


class DropoutAlwaysOn(_Small):
    """Dropout is active in eval mode too; use F.dropout(x, training=self.training) or an nn.Dropout layer made in
    __init__.
    """

    def forward(self, x):
        return self.fc(F.dropout(torch.flatten(self.features(x), 1), 0.25))


class BatchStandardized(_Small):
    """The images are standardized by the whole batch, so an image's logits depend on the others; use fixed numbers
    instead.
    """

    def forward(self, x):
        return super().forward((x - x.mean()) / x.std())


class BatchNormWithoutStatistics(_Small):
    """Batch normalisation has no running statistics, so an image's logits depend on the others even in eval mode."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm2d(64, track_running_stats=False)

    def features(self, x):
        return self.norm(super().features(x))


class UnusedLayer(_Small):
    """A layer is made in __init__ but not used in forward, so it gets no gradient; use it or remove it."""

    def __init__(self):
        super().__init__()
        self.extra = nn.Linear(128, 128)


class FrozenConvolution(_Small):
    """A convolution is frozen with requires_grad_(False), so it never learns; every parameter should get a gradient."""

    def __init__(self):
        super().__init__()
        self.conv1.requires_grad_(False)


class FeaturesDetached(_Small):
    """No gradient reaches the convolutions, as their result is detached or computed under torch.no_grad(), so they
    never learn.
    """

    def features(self, x):
        return super().features(x).detach()


class ForwardWithoutGradients(_Small):
    """forward runs under torch.no_grad(), so no parameter gets a gradient; only evaluation switches gradients off."""

    @torch.no_grad()
    def forward(self, x):
        return super().forward(x)


class InfiniteGradient(CNN):
    """Some gradients are NaN or infinite, for example that of a square root at 0; add a small number under the root."""

    def forward(self, x):
        return super().forward(torch.sqrt(F.relu(self.conv1.weight.sum() * 0)) + x)


class LayersInAPlainList(nn.Module):
    """The convolutions are in a plain Python list, where PyTorch does not find their parameters; use nn.ModuleList or
    nn.Sequential.
    """

    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(1, 32, 3), nn.Conv2d(32, 32, 3, stride=2), nn.Conv2d(32, 64, 3, stride=2)]
        self.fc = nn.Linear(64 * 5 * 5, 10)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.relu(convolution(x))
        return self.fc(torch.flatten(x, 1))


class LayersMadeInForward(nn.Module):
    """Layers are made inside forward, with new random weights in every call, so they never learn; make them in
    __init__.
    """

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64 * 5 * 5, 10)

    def forward(self, x):
        x = F.relu(nn.Conv2d(1, 32, 3)(x))
        x = F.relu(nn.Conv2d(32, 32, 3, stride=2)(x))
        x = F.relu(nn.Conv2d(32, 64, 3, stride=2)(x))
        return self.fc(torch.flatten(x, 1))


class TwoConvolutions(_Small):
    """The network has two convolution layers; it should have at least three."""

    def __init__(self):
        super().__init__()
        del self.conv3
        self.fc = nn.Linear(32 * 6 * 6, 10)

    def features(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x))))


class FullyConnectedOnly(nn.Sequential):
    """The network has linear layers only; it should start with at least three convolution layers."""

    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(28 * 28, 128), nn.ReLU(), nn.Linear(128, 10))


class TooManyParameters(nn.Module):
    """The network has more than 2 million parameters, most of them in a linear layer; use strides or pooling
    before it.
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
    """The network needs too many multiply-adds, as convolutions with many channels run at full size; use strides or
    pooling first.
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


class ImageChangedInPlace(_Small):
    """The images are changed in place, for example by x -= 0.5; write x = x - 0.5, which makes a new tensor."""

    def forward(self, x):
        x -= 0.5
        return super().forward(x)
