"""Sigmoids stand where ReLUs belong; through so many layers hardly any gradient comes back, and the network learns
slowly."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = torch.sigmoid(convolution(x))
        return self.out(self.dropout(torch.sigmoid(self.hidden(torch.flatten(x, 1)))))
