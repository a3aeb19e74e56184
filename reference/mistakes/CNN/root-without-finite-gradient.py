"""torch.where takes the root of negative numbers too before it throws them away, and NaN arrives in the gradients; take
torch.sqrt(F.relu(x) + 1e-6)."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = convolution(x)
            x = torch.where(x > 0, torch.sqrt(x), 0 * x)
        return self.out(self.dropout(F.relu(self.hidden(torch.flatten(x, 1)))))
